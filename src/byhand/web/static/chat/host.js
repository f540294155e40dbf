// The page around us: it says where it is, how it looks and whose visitor this is; we ask it to close us. Only the
// window around us is heard, only from an origin the desk allows, and only that origin is told anything.

const html = document.documentElement
const around = new URLSearchParams(location.search).get("in") ?? ""
const isFramed = parent !== window && new RegExp(html.dataset.allowed).test(around)
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`chat:${name}`, {detail}))
const ask = what => isFramed && parent.postMessage(what, around)
let isWhole = false, begun = false

function hear(event) {
  if (!isFramed || event.source !== parent || event.origin !== around || typeof event.data !== "object" || !event.data) return
  const {byhand, page = "", identity = "", colour = "", theme = "", quietly, whole} = event.data
  if (byhand === "host") {
    if (/^#[0-9a-f]{6}$/i.test(colour)) html.style.setProperty("--accent", colour), html.style.setProperty("--on-accent", on(colour))
    if (theme === "dark" || theme === "light") html.style.colorScheme = theme
    tell("about", {page: String(page).slice(0, 500), identity: String(identity).slice(0, 2000)})
    begin()
  }
  if (byhand === "page") tell("about", {page: String(page).slice(0, 500)})
  if (byhand === "opened" || byhand === "fits") isWhole = whole === true
  if (byhand === "opened") opened(quietly === true)
  if (byhand === "closed") tell("open", false)
}

function begin() {
  if (!begun) tell("begin")
  begun = true
}

function opened(quietly) {
  tell("open", true)
  if (quietly) return
  const first = html.dataset.stage === "choosing" ? document.getElementById("a-person") : document.getElementById("field")
  first.focus()
}

function on(colour) {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
  return .2126 * r + .7152 * g + .0722 * b > .179 ? "#000" : "#fff"
}

// Beside the page the chat is one part of it and Tab leads out; where it covers the page, Tab stays within.
function stay(event) {
  if (event.key === "Escape") return ask({byhand: "close"})
  if (event.key !== "Tab" || !isWhole) return
  const stops = [...document.querySelectorAll("a[href], button, input, textarea")].filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
  const [first, last] = [stops[0], stops.at(-1)]
  if (document.activeElement !== (event.shiftKey ? first : last)) return
  event.preventDefault()
  ;(event.shiftKey ? last : first).focus()
}

addEventListener("message", hear)
document.addEventListener("keydown", stay)
document.getElementById("close").addEventListener("click", () => ask({byhand: "close"}))
for (const name of ["unread", "doubt"]) document.addEventListener(`chat:${name}`, event => ask({byhand: name, count: event.detail, why: event.detail}))
document.addEventListener("chat:say", () => ask({byhand: "said"}))
document.addEventListener("chat:line", () => ask({byhand: "said"}))
html.classList.add("alive")
html.classList.toggle("framed", isFramed)
if (!isFramed) tell("begin"), tell("open", true)
ask({byhand: "ready"})
