// j and k go down and up the rows of a list; Enter opens the one that is focused, as every link.

document.addEventListener("byhand:key", event => {
  const {key} = event.detail
  if (event.defaultPrevented || (key !== "j" && key !== "k")) return
  const rows = [...document.querySelectorAll("#list a.row, .page .index a.row, #today .act")].filter(row => row.checkVisibility())
  if (!rows.length) return
  event.preventDefault()
  rows[Math.min(Math.max(at(rows) + (key === "j" ? 1 : -1), 0), rows.length - 1)].focus()
})

// From the row that has the focus, else from the one that is open.
function at(rows) {
  const focused = rows.findIndex(row => row === document.activeElement || row.parentElement.contains(document.activeElement))
  return focused >= 0 ? focused : rows.findIndex(row => row.ariaCurrent)
}
