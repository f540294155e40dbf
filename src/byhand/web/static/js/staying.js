// The focus stays where it was when what had it is exchanged: on the same part, the row that took its place, or the thread.

let last = null

const remember = element => {
  const rows = [...document.querySelectorAll("#list a.row")]
  last = element?.closest("#list, #conversation") ? {element, id: element.id, row: rows.indexOf(element)} : null
}

document.addEventListener("focusin", event => remember(event.target))
// A click beside everything lets go of the focus on purpose.
document.addEventListener("pointerup", () => setTimeout(() => remember(document.activeElement)))

for (const name of ["htmx:afterSettle", "byhand:refreshed"]) document.addEventListener(name, restore)

function restore() {
  if (!last || document.querySelector("dialog[open]")) return
  const now = document.activeElement
  if (now && now !== document.body && now.checkVisibility()) return
  const place = [same(), beside(), document.getElementById("main"), document.getElementById("list")]
  place.find(one => one?.checkVisibility())?.focus({preventScroll: true})
}

const same = () => last.id ? document.getElementById(last.id) : last.element.isConnected ? last.element : null

function beside() {
  const rows = document.querySelectorAll("#list a.row")
  return last.row < 0 ? null : rows[Math.min(last.row, rows.length - 1)]
}
