// Keys: ⌘↵ or Ctrl+↵ sends, / searches, j and k go down and up the list, Escape closes a menu.

const typing = target => target.closest?.("input, textarea, select, [contenteditable]")

document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) return send(event)
  if (event.key === "Escape") return closeMenu()
  if (typing(event.target) || event.metaKey || event.ctrlKey || event.altKey) return
  if (event.key === "/") focus(event, document.querySelector("input[type=search]"))
  if (event.key === "j" || event.key === "k") step(event, event.key === "j" ? 1 : -1)
  if (event.key === "r") focus(event, document.getElementById("body"))
})

function send(event) {
  const form = event.target.closest?.("form#write")
  if (!form) return
  event.preventDefault()
  form.requestSubmit(form.querySelector(".seal"))
}

function closeMenu() {
  const menu = document.querySelector("details.menu[open]")
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
}

function focus(event, element) {
  if (!element) return
  event.preventDefault()
  element.focus()
}

function step(event, by) {
  const rows = [...document.querySelectorAll("#list a.row")]
  const at = rows.findIndex(row => row === document.activeElement || (row.ariaCurrent && !rows.includes(document.activeElement)))
  const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)]
  focus(event, row)
}
