// A key does what the part of the page that names it in aria-keyshortcuts would do: a menu opens, a button is pressed,
// a field takes the words. On the sheet, r answers them and n writes to the team.

document.addEventListener("byhand:key", event => {
  const {key, repeated} = event.detail
  if (repeated || event.defaultPrevented) return
  if (key === "r" || key === "n") return write(event, key === "n")
  const part = document.querySelector(`[aria-keyshortcuts="${CSS.escape(key)}"]`)
  if (part && !(isGuest() && part.closest("#conversation"))) press(event, part)
})

// A guest reads and notes; nothing else is theirs to do.
const isGuest = () => document.body.classList.contains("guest")

function press(event, part) {
  event.preventDefault()
  if (part.matches("summary")) return open(part)
  if (part.matches("input, textarea")) return part.focus()
  part.click()
}

function open(summary) {
  const menu = summary.parentElement
  menu.open = !menu.open
  const first = menu.open ? menu.querySelector("button:not(.unseen), a, input:not([type=hidden])") : summary
  first?.focus()
}

function write(event, toTeam) {
  const body = document.getElementById("body"), note = document.querySelector("#write [name=note]")
  if (!body || (toTeam && !note)) return
  event.preventDefault()
  if (note && note.checked !== toTeam && !isGuest()) note.click()
  body.focus()
}
