// Keeps what is written, a moment after the last key. The words are safe before they are sent.

const PAUSE = 1500, AGAIN = 4000
const waiting = new WeakMap()
const keeping = new WeakMap()

document.addEventListener("input", event => {
  const form = event.target.closest?.("form[data-keep]")
  if (!form || event.target.type === "file" || event.target.name === "note") return
  clearTimeout(waiting.get(form))
  waiting.set(form, setTimeout(() => keep(form), PAUSE))
})

// One after the other: two at once would begin two drafts, and the older could win.
function keep(form, also = {}) {
  clearTimeout(waiting.get(form))
  waiting.delete(form)
  const kept = (keeping.get(form) ?? Promise.resolve()).then(() => post(form, also)).finally(() => {
    if (keeping.get(form) === kept) keeping.delete(form)
  })
  keeping.set(form, kept)
  return kept
}

async function post(form, also) {
  const data = new FormData(form)
  data.delete("files")
  data.delete("note")
  for (const [name, value] of Object.entries(also)) data.append(name, value)
  try {
    const response = await fetch(form.dataset.keep, {method: "POST", body: data, headers: {"HX-Request": "true"}, keepalive: closing(data)})
    // Morphed: a button that is being pressed while the answer comes must stay the same button.
    if (response.ok && form.isConnected) Idiomorph.morph(form.querySelector("#files"), await response.text(), {morphStyle: "innerHTML"})
    say(form, response.ok ? "kept" : "lost")
    if (response.status >= 500) again(form)
  } catch {
    say(form, "lost")
    again(form)
  }
}

// The desk was away for a moment: what was typed is kept as soon as it is back.
function again(form) {
  if (form.isConnected && !waiting.has(form)) waiting.set(form, setTimeout(() => keep(form), AGAIN))
}

// A page that goes takes its requests along, unless they say that they outlive it; browsers allow 64 KB of that.
const closing = data => document.hidden && [...data.values()].every(value => value.length < 20_000)

function say(form, what) {
  const words = document.getElementById("words-of-keeping")?.dataset[what] ?? ""
  const line = form.querySelector("#keeping")
  if (line && line.textContent !== words) line.textContent = words
}

// Sent: nothing is to be kept any more. A keeping under way must end first, or it would bring the words back.
document.addEventListener("submit", event => {
  const form = event.target, submitter = event.submitter
  clearTimeout(waiting.get(form))
  waiting.delete(form)
  if (!keeping.has(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  keeping.get(form).then(() => form.isConnected && form.requestSubmit(submitter))
}, true)

// Another behaviour has something to be kept: a file that is to stay here, a place for those that come.
document.addEventListener("byhand:keep", event => {
  const form = event.target
  keep(form, event.detail?.also).then(() => form.dispatchEvent(new CustomEvent("byhand:kept")))
})

// The last words before the page goes.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return
  for (const form of document.querySelectorAll("form[data-keep]")) if (waiting.has(form)) keep(form)
})
