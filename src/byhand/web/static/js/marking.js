// Marks the row of the conversation that is open.

function mark() {
  const open = document.getElementById("conversation")?.dataset.conversation
  for (const row of document.querySelectorAll("#list .row[aria-current]")) row.removeAttribute("aria-current")
  if (open) document.getElementById("row-" + open)?.setAttribute("aria-current", "true")
  document.querySelector(".desk")?.classList.toggle("reading", Boolean(open))
}

document.addEventListener("htmx:afterSettle", mark)
document.addEventListener("byhand:refreshed", mark)
