// Keeps what is written, a moment after the last key. The words are safe before they are sent.

const PAUSE = 1500
const waiting = new WeakMap()

document.addEventListener("input", event => {
  const form = event.target.closest?.("form[data-keep]")
  if (!form || event.target.type === "file" || event.target.type === "checkbox") return
  clearTimeout(waiting.get(form))
  waiting.set(form, setTimeout(() => keep(form), PAUSE))
})

export async function keep(form, more = []) {
  clearTimeout(waiting.get(form))
  const data = new FormData(form)
  data.delete("files")
  for (const file of more) data.append("files", file)
  try {
    const response = await fetch(form.dataset.keep, {method: "POST", body: data, headers: {"HX-Request": "true"}})
    if (!form.isConnected) return
    if (response.ok) form.querySelector("#files").innerHTML = await response.text()
    say(form, response.ok ? "kept" : "lost")
  } catch {
    say(form, "lost")
  }
}

function say(form, what) {
  const words = document.getElementById("words-of-keeping")?.dataset[what] ?? ""
  const line = form.querySelector("#keeping")
  if (line && line.textContent !== words) line.textContent = words
}

// The last words before the page goes.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return
  for (const form of document.querySelectorAll("form[data-keep]")) if (waiting.has(form)) keep(form)
})
// Sent: nothing is to be kept any more.
document.addEventListener("htmx:beforeRequest", event => clearTimeout(waiting.get(event.target)))
document.addEventListener("submit", event => clearTimeout(waiting.get(event.target)))
