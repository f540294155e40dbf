// On Today the keys of the two refusals press the button of whoever has the focus; when somebody has gone, the focus goes
// to who stands there now, or to the end of the list.

const people = () => [...document.querySelectorAll("#today .call")]
const focused = () => document.activeElement?.closest?.("#today .call")
let left = -1

document.addEventListener("byhand:key", event => {
  if (event.defaultPrevented || event.detail.repeated || !focused()) return
  const button = focused().querySelector(`[data-key="${CSS.escape(event.detail.key)}"]`)
  if (!button) return
  event.preventDefault()
  button.click()
})

document.addEventListener("htmx:beforeSwap", event => {
  if (event.detail.target.id === "today") left = people().indexOf(focused())
})

document.addEventListener("htmx:afterSwap", event => {
  if (event.detail.target.id !== "today" || left < 0) return
  const next = people()[Math.min(left, people().length - 1)]
  left = -1
  const part = next?.querySelector(".act") ?? document.querySelector("#main")
  part.focus()
})
