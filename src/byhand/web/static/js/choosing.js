// Several rows: x ticks the one that has the focus, Shift and a click every row up to it. Once one is ticked, the list
// is asked for with its boxes and with what can be done; keys then do it to all of them.

const boxes = () => [...document.querySelectorAll("#list .choose")]
const chosen = () => boxes().filter(box => box.checked)
let last

document.addEventListener("byhand:key", event => {
  if (event.defaultPrevented || event.detail.repeated) return
  if (event.detail.key === "x") return tick(event)
  const part = chosen().length && document.querySelector(`#together [data-key="${CSS.escape(event.detail.key)}"]`)
  if (!part) return
  event.preventDefault()
  part.matches("summary") ? open(part) : part.click()
})

function tick(event) {
  const row = document.activeElement?.closest?.("#list li"), box = row?.querySelector(".choose")
  if (!box) return
  event.preventDefault()
  box.click()
}

function open(summary) {
  summary.parentElement.open = true
  summary.parentElement.querySelector(".menu-sheet :is(button, input)")?.focus()
}

document.addEventListener("click", event => {
  if (!event.target.matches?.("#list .choose")) return
  const all = boxes(), from = all.indexOf(last), to = all.indexOf(event.target)
  if (event.shiftKey && from >= 0) for (const box of all.slice(Math.min(from, to), Math.max(from, to))) box.checked = event.target.checked
  last = event.target
})

document.addEventListener("change", event => {
  if (!event.target.matches?.("#list .choose")) return
  const list = document.getElementById("list")
  if (!document.getElementById("together")) {
    list.dataset.refresh += (list.dataset.refresh.includes("?") ? "&" : "?") + "choose=1"
    document.dispatchEvent(new CustomEvent("byhand:changed", {detail: {spread: 0}}))
  }
  count()
})

function count() {
  const told = document.querySelector("#together .how-many")
  if (told) told.textContent = String(chosen().length || "")
}
document.addEventListener("byhand:refreshed", count)
