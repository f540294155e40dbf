// Marks the row of the conversation that is open.

function mark() {
  const open = document.getElementById("conversation")?.dataset.conversation
  for (const row of document.querySelectorAll("#list .row[aria-current]")) row.removeAttribute("aria-current")
  if (open) document.getElementById("row-" + open)?.setAttribute("aria-current", "true")
  // The list is the main thing only while nothing is open beside it.
  const list = document.getElementById("list")
  if (list && open) list.removeAttribute("role"), list.querySelector(":scope > h1")?.remove()
  document.querySelector(".desk")?.classList.toggle("reading", Boolean(open))
}

mark() // a quick hand may have opened one before this was loaded
document.addEventListener("htmx:afterSwap", mark)
document.addEventListener("byhand:refreshed", mark)
