// A letter's frame is as tall as the letter. It runs no script, so it is measured from outside.

const TALLEST = 20_000

function measure(frame) {
  const inner = frame.contentDocument?.documentElement
  if (!inner?.scrollHeight || frame.offsetParent === null) return
  frame.style.height = "0"
  frame.style.height = Math.min(inner.scrollHeight, TALLEST) + "px"
}

const widths = new ResizeObserver(entries => {
  for (const {target, contentRect} of entries) {
    if (target.measuredAt === contentRect.width) continue
    target.measuredAt = contentRect.width
    measure(target)
  }
})

function watch(frame) {
  if (frame.watched) return
  frame.watched = true
  frame.addEventListener("load", () => {
    measure(frame)
    listen(frame)
    for (const picture of frame.contentDocument?.images ?? []) picture.addEventListener("load", () => measure(frame))
  })
  widths.observe(frame)
  measure(frame)
  listen(frame)
}

// A key that is pressed in a letter means what it means beside it.
function listen(frame) {
  const page = frame.contentDocument
  if (!page || page.heard) return
  page.heard = true
  page.addEventListener("keydown", event => pass(event, frame))
}

function pass(event, frame) {
  const {key, code, shiftKey, ctrlKey, metaKey, altKey, repeat} = event
  const told = new KeyboardEvent("keydown", {key, code, shiftKey, ctrlKey, metaKey, altKey, repeat, bubbles: true, cancelable: true})
  if (!frame.dispatchEvent(told)) event.preventDefault()
}

const all = () => document.querySelectorAll("iframe.letter").forEach(watch)
all()
document.addEventListener("htmx:afterSettle", all)
document.addEventListener("byhand:refreshed", all)
