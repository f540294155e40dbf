// A moment after the last key the mirror looks at the words. It never holds up a key or a letter: an answer that comes
// after the next key is thrown away, and what fails is silence. Only a change of what it says is told aloud.

const PAUSE = 400
let timer, asked

const place = () => document.getElementById("mirror")
const sheet = () => document.getElementById("body")
const writesToThem = form => !form.elements.note?.checked

function soon(pause = PAUSE) {
  clearTimeout(timer)
  asked?.abort()
  timer = setTimeout(() => look().catch(() => {}), pause)
}

async function look() {
  const mirror = place(), form = mirror?.closest("form"), field = sheet()
  if (!form || !writesToThem(form)) return
  asked = new AbortController()
  const data = new FormData(), words = field.value
  data.set("body", words)
  for (const tick of form.querySelectorAll("[name=keeps]:checked, [name=promises]:checked")) data.append(tick.name, tick.value)
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  const answer = await fetch(mirror.dataset.mirror, {method: "POST", body: data, headers: {"HX-Request": "true"}, signal: asked.signal})
  const html = answer.ok ? await answer.text() : ""
  if (place() === mirror && sheet()?.value === words) show(mirror, html.trim())
}

// What says the same stays, with the focus that may stand in it.
function show(mirror, html) {
  if (mirror.dataset.shown === html) return
  const ticked = new Set([...mirror.querySelectorAll(":checked")].map(tick => tick.value))
  const focused = mirror.contains(document.activeElement) ? document.activeElement.value : undefined
  const before = mirror.firstElementChild?.dataset.silent ?? ""
  mirror.dataset.shown = html
  mirror.innerHTML = html
  for (const part of mirror.querySelectorAll("[data-needs-script]")) part.hidden = false
  for (const tick of mirror.querySelectorAll("[name=promises]")) {
    tick.checked = ticked.has(tick.value)
    if (tick.value === focused) tick.focus()
  }
  tell(mirror.firstElementChild?.dataset.said ?? before)
}

function tell(words) {
  const line = document.getElementById("mirror-said")
  if (line && line.textContent !== words) line.textContent = words
}

// A fact stands in lines of its own, below what is written.
function put(words) {
  const field = sheet(), before = field.value.trimEnd()
  field.focus()
  field.setSelectionRange(before.length, field.value.length)
  const text = (before ? "\n\n" : "") + words + "\n\n"
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, before.length, field.value.length, "end")
    field.dispatchEvent(new Event("input", {bubbles: true}))
  }
}

document.addEventListener("input", event => {
  if (event.target.id === "body" || ["note", "keeps"].includes(event.target.name)) soon()
})

// What was begun before, and facts that answer, are there when the writing begins.
document.addEventListener("focusin", event => {
  if (event.target.id === "body" && place() && place().dataset.shown === undefined) soon(0)
})

document.addEventListener("click", event => {
  const button = event.target.closest?.("#mirror button")
  if (!button) return
  if (button.dataset.puts !== undefined) {
    event.preventDefault()
    put(button.dataset.puts)
  } else if (button.dataset.from !== undefined) {
    const field = sheet()
    field.focus()
    field.setSelectionRange(+button.dataset.from, +button.dataset.to)
  }
})
