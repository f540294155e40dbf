// Somebody calls: a card over whatever page is open. “Take it” talks in a window of its own and opens who it is here.
// Without sound, unless this browser was told to ring.

const EVERY = 10_000, ALOUD = "byhand-ring-aloud", TWO_TONES = [660, 520]
let live = false, cards, sound, bell

function place() {
  cards ??= document.body.appendChild(Object.assign(document.createElement("div"), {id: "ringing", className: "ringing"}))
  cards.setAttribute("role", "alert")
  return cards
}

async function look() {
  const response = await fetch("/calls/ringing/", {headers: {"HX-Request": "true"}})
  if (!response.ok) return
  const fresh = await response.text(), here = place()
  const focused = here.contains(document.activeElement) ? document.activeElement.closest(".ring")?.id : ""
  if (here.dataset.shown === ids(fresh)) return
  here.innerHTML = fresh
  here.dataset.shown = ids(fresh)
  for (const box of here.querySelectorAll("[data-aloud]")) box.checked = isAloud()
  ring()
  openWhoCalls()
  if (focused && !document.getElementById(focused)) document.getElementById("main")?.focus()
}

const ids = html => (html.match(/id="ring-[\w-]+"/g) ?? []).join()

// What rings on one's own telephone opens the page of whoever calls, once, on the page one looks at; never while something
// is being written there: then the card leads to it.
function openWhoCalls() {
  const ring = cards.querySelector("[data-opens]")
  if (!ring || document.hidden || !document.hasFocus() || isWriting()) return
  try {
    if (sessionStorage.getItem(ring.id)) return
    sessionStorage.setItem(ring.id, "opened")
  } catch { return }
  if (location.pathname !== ring.dataset.opens) location.assign(ring.dataset.opens)
}

const WRITTEN_IN = "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])"
const isWriting = () => [...document.querySelectorAll(WRITTEN_IN)].some(one =>
  one === document.activeElement || (one.matches("select") ? false : one.value !== one.defaultValue))

const isAloud = () => { try { return localStorage.getItem(ALOUD) === "yes" } catch { return false } }

// Two soft tones every three seconds, for as long as a card is there.
function ring() {
  clearInterval(bell)
  if (!isAloud() || !cards?.childElementCount) return
  sound ??= new AudioContext()
  const once = () => TWO_TONES.forEach((pitch, n) => {
    const tone = sound.createOscillator(), loud = sound.createGain(), at = sound.currentTime + n * 0.35
    tone.frequency.value = pitch
    loud.gain.setValueAtTime(0.12, at)
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.33)
    tone.connect(loud).connect(sound.destination)
    tone.start(at)
    tone.stop(at + 0.35)
  })
  once()
  bell = setInterval(once, 3000)
}

document.addEventListener("change", event => {
  if (!("aloud" in event.target.dataset)) return
  try { localStorage.setItem(ALOUD, event.target.checked ? "yes" : "no") } catch { return }
  ring()
})

// The window must be opened by the press itself; the form is then answered in it.
document.addEventListener("submit", event => {
  const form = event.target
  if (form.dataset.take && form.dataset.kind === "browser") {
    const opened = open("", "byhand-call", "popup,width=400,height=460")
    if (!opened) return
    form.target = "byhand-call"
    setTimeout(() => location.assign(form.dataset.take), 400)
  } else if ("aside" in form.dataset) {
    event.preventDefault()
    fetch(form.action, {method: "POST", body: new FormData(form)}).then(look).catch(() => form.submit())
  }
})
document.addEventListener("byhand:calls", () => look().catch(() => {}))
document.addEventListener("byhand:live", event => {
  live = event.detail.on
  if (live && cards) look().catch(() => {})
})
if (document.getElementById("live")) setInterval(() => (!live || cards?.childElementCount) && !document.hidden && look().catch(() => {}), EVERY)
