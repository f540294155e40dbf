// What was said, as lines: theirs and ours, each once. A screen reader hears what is new; nothing is said that is not so.

const list = document.getElementById("words"), say = document.getElementById("says").dataset
const PAIR = 5 * 60_000
const clock = new Intl.DateTimeFormat(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"})
const day = new Intl.DateTimeFormat(document.documentElement.lang, {weekday: "long", day: "numeric", month: "long"})
let last, lastDay = "", newest = 0, isOpen = false
const waiting = new Map()

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`chat:${name}`, {detail}))
const make = (name, text = "", kind = "") => Object.assign(document.createElement(name), {textContent: text, className: kind})

function show(line) {
  waiting.get(line.id)?.remove()
  waiting.delete(line.id)
  const at = new Date(line.at), item = make("li", "", line.by ? "ours" : "theirs")
  if (day.format(at) !== lastDay) list.insertBefore(make("li", lastDay = day.format(at), "day"), firstWaiting())
  const follows = last && (last.by ?? "") === (line.by ?? "") && at - new Date(last.at) < PAIR
  const by = make("p", "", follows ? "by unseen" : "by")
  by.append(make("b", line.by ?? say.you), " ", make("time", clock.format(at)))
  if (line.mail) by.append(" ", make("small", say.mail))
  item.append(by, said(line.words ?? ""))
  for (const [place, file] of (line.files ?? []).entries()) item.append(fileOf(line, file, place))
  list.insertBefore(item, firstWaiting())
  last = line
  if (line.by) newest = line.n
  toEnd(item)
  look()
}

const firstWaiting = () => list.querySelector(".waiting")

function showWaiting(word) {
  if (waiting.has(word.id)) return
  const item = make("li", "", "theirs waiting")
  item.append(said(word.words), make("p", say.waiting, "state"))
  waiting.set(word.id, item)
  list.append(item)
  toEnd(item)
}

// Addresses become links; everything else stays letters.
function said(words) {
  const text = make("p", "", "said")
  text.dir = "auto"
  for (const part of words.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)) {
    if (!/^https?:\/\//.test(part)) { text.append(part); continue }
    text.append(Object.assign(make("a", part), {href: part, target: "_blank", rel: "noopener noreferrer"}))
  }
  return text
}

function fileOf(line, file, at) {
  const button = make("button", file.name, "file")
  button.type = "button"
  const fetched = done => tell("fetch", {n: line.n, at, done})
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.type) && file.size < 4_000_000) fetched(blob => blob && picture(button, file, blob))
  button.onclick = () => fetched(blob => blob ? save(file.name, blob) : tell("no", say.nofile))
  return button
}

function picture(button, file, blob) {
  const shown = Object.assign(document.createElement("img"), {src: URL.createObjectURL(blob), alt: file.name})
  shown.onload = () => toEnd(button)
  button.replaceChildren(shown)
}

function save(name, blob) {
  const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(blob), download: name})
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const toEnd = item => item.scrollIntoView({block: "nearest"})

// Seen is what stood in an open chat of a page somebody looks at.
function look() {
  if (!newest) return
  const seen = isOpen && !document.hidden
  tell("unread", seen ? 0 : newest > Number(list.dataset.seen ?? 0) ? 1 : 0)
  if (!seen || newest <= Number(list.dataset.seen ?? 0)) return
  list.dataset.seen = newest
  tell("mention", {seen: newest})
}

document.addEventListener("chat:line", event => show(event.detail))
document.addEventListener("chat:waiting", event => showWaiting(event.detail))
document.addEventListener("chat:say", event => showWaiting(event.detail))
document.addEventListener("chat:ready", event => { list.dataset.seen = Math.max(event.detail.seen ?? 0, list.dataset.seen ?? 0) })
document.addEventListener("chat:anew", () => { list.replaceChildren(); last = undefined; lastDay = ""; newest = 0; waiting.clear() })
document.addEventListener("chat:open", event => { isOpen = event.detail; look() })
document.addEventListener("visibilitychange", look)
