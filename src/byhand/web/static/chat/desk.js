// Who is at the desk, as the desk tells it; the choice before the first word; who writes while they write.

const html = document.documentElement, faces = document.getElementById("faces"), line = document.getElementById("desk-says")
const writes = document.getElementById("writes"), up = document.getElementById("up")
let quiet, offline

const initials = name => name.split(/\s+/).map(one => one[0]).filter((_one, at, all) => !at || at === all.length - 1).join("").toUpperCase()

function face(one) {
  const circle = Object.assign(document.createElement("span"), {className: "face", title: one.name})
  if (one.face) circle.append(Object.assign(document.createElement("img"), {src: `/faces/${one.face}/`, alt: ""}))
  else circle.textContent = initials(one.name)
  return circle
}

function write() {
  html.dataset.stage = "writing"
  document.getElementById("field").focus()
}

document.addEventListener("chat:desk", event => {
  faces.replaceChildren(...event.detail.here.map(face))
  if (line.textContent !== event.detail.says) line.textContent = event.detail.says
})
// It ends by itself when nobody says that it goes on: a colleague's browser may have gone.
document.addEventListener("chat:writes", event => {
  clearTimeout(quiet)
  const names = new Intl.ListFormat(html.lang).format(event.detail)
  writes.textContent = names && writes.dataset.sentence.replace("{names}", names)
  quiet = setTimeout(() => { writes.textContent = "" }, 30_000)
})
document.addEventListener("chat:line", event => {
  html.dataset.stage = "writing"
  if (event.detail.by) writes.textContent = ""
})
for (const name of ["chat:say", "chat:waiting"]) document.addEventListener(name, () => { html.dataset.stage = "writing" })
// A short cut is nobody's concern: everything said meanwhile waits and goes.
document.addEventListener("chat:up", event => {
  clearTimeout(offline)
  if (event.detail) up.hidden = true
  else offline = setTimeout(() => { up.hidden = false }, 4_000)
})
document.getElementById("a-person").addEventListener("click", write)
