// The list and the open conversation are fetched anew when something changed, and after the line was cut.
// Without a line the page looks every ten seconds, with one every two minutes. What is focused, scrolled, opened and
// typed stays as it is: the answer is morphed into the page.

const EVERY = 10_000, SELDOM = 120_000, AFTER = 250
let looking = false, again = false, live = false, lookedAt = Date.now(), timer

async function look() {
  if (looking) { again = true; return }
  if (document.hidden || !navigator.onLine) return
  looking = true
  lookedAt = Date.now()
  try {
    await refreshList()
    await refreshConversation()
  } finally {
    looking = false
    if (again) { again = false; soon(AFTER) }
  }
}

// Many changes in a moment are one look.
function soon(most) {
  if (timer) return
  timer = setTimeout(() => { timer = undefined; look().catch(() => {}) }, Math.random() * most)
}

async function refreshList() {
  const list = document.getElementById("list")
  if (list?.querySelector(".menu[open]")) return
  const asked = list?.dataset.refresh
  const fresh = asked && await fetched(withRows(asked), "list")
  // Whoever asks for another list meanwhile has called for another look: this answer would undo it.
  if (!fresh || document.getElementById("list") !== list || list.dataset.refresh !== asked) return
  const part = fresh.getElementById("list")
  if (!part) return
  keepMark(list, part)
  keepTicks(list, part)
  morph(list, part)
}

async function refreshConversation() {
  const words = document.getElementById("words")
  const fresh = words?.dataset.refresh && await fetched(words.dataset.refresh, "news")
  if (!fresh || document.getElementById("words") !== words) return
  for (const id of ["head", "words", "card"]) {
    const part = document.getElementById(id), news = fresh.getElementById(id)
    if (part && news && !inUse(part)) morph(part, news)
  }
}

async function fetched(address, part) {
  const response = await fetch(address, {headers: {"HX-Request": "true", "HX-Target": part}})
  return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null
}

function morph(part, news) {
  Idiomorph.morph(part, news, {ignoreActiveValue: true})
  htmx.process(part)
  part.dispatchEvent(new CustomEvent("byhand:refreshed", {bubbles: true}))
}

// A menu that is open, a field somebody has begun to fill: it waits for the next look.
function inUse(part) {
  if (part.querySelector(".menu[open]")) return true
  const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea")]
  return fields.some(field => field === document.activeElement || field.value !== field.defaultValue)
}

// As many rows as were loaded; those of later pages would vanish otherwise.
function withRows(address) {
  const rows = document.querySelectorAll("#list [id^=row-]").length
  return address + (address.includes("?") ? "&" : "?") + "rows=" + rows
}

function keepMark(list, fresh) {
  const current = list.querySelector(".row[aria-current]")
  if (current?.id) fresh.querySelector("#" + CSS.escape(current.id))?.setAttribute("aria-current", "true")
}

// By conversation: what was ticked before something was said there stays ticked, and knows no more than then.
function keepTicks(list, fresh) {
  const boxOf = value => fresh.querySelector(`.choose[value^="${CSS.escape(value.split("~")[0])}~"]`)
  for (const box of list.querySelectorAll(".choose:checked")) {
    const now = boxOf(box.value)
    if (now) now.setAttribute("checked", ""), now.setAttribute("value", box.value)
  }
}

setInterval(() => (!live || Date.now() - lookedAt > SELDOM) && look().catch(() => {}), EVERY)
document.addEventListener("visibilitychange", () => look().catch(() => {}))
document.addEventListener("byhand:changed", event => soon(AFTER + event.detail.spread))
document.addEventListener("byhand:live", event => {
  live = event.detail.on
  if (live) soon(AFTER) // what was missed meanwhile
})
document.addEventListener("htmx:afterRequest", event => {
  if (event.detail.successful && event.detail.requestConfig.verb !== "get") look().catch(() => {})
})
