// Says to the others that I read this conversation, and that I write; and shows who else does.

const QUIET_AFTER = 8000
const me = Number(document.getElementById("live")?.dataset.me)
let readers = {at: "", who: []}, said = "", timer

const open = () => document.getElementById("conversation")?.dataset.conversation ?? ""
const say = detail => document.dispatchEvent(new CustomEvent("byhand:say", {detail}))
const names = people => new Intl.ListFormat(document.documentElement.lang).format(people.map(one => one.name))

function sit() {
  const at = document.hidden ? "" : open()
  if (at !== said) {
    said = at
    readers = {at: "", who: []}
    say({at, writes: ""})
  }
  show()
}

function write(what) {
  clearTimeout(timer)
  timer = what ? setTimeout(() => write(""), QUIET_AFTER) : undefined
  if (write.said !== what) say({writes: write.said = what})
}

// One line, calm: who writes is said before who reads.
function show() {
  const line = document.getElementById("here")
  if (!line) return
  const others = readers.at === open() ? readers.who.filter(one => one.pk !== me) : []
  const sentence = ["answer", "note", ""].map(what => sentenceOf(line, what, others.filter(one => one.writes === what)))
  const text = sentence.filter(Boolean).join(" ")
  if (line.textContent !== text) line.textContent = text
  line.classList.toggle("writing", others.some(one => one.writes))
}

function sentenceOf(line, what, people) {
  const words = {answer: line.dataset.answer, note: line.dataset.note, "": line.dataset.reads}[what]
  return people.length ? words.replace("{names}", names(people)) : ""
}

document.addEventListener("byhand:readers", event => {
  readers = event.detail
  show()
})
document.addEventListener("input", event => {
  if (event.target.id !== "body" || !event.target.closest("#conversation")) return
  const form = event.target.form
  write(!event.target.value.trim() ? "" : form.elements.note?.checked ? "note" : "answer")
})
document.addEventListener("byhand:live", event => event.detail.on && say({at: said, writes: write.said ?? ""}))
document.addEventListener("submit", () => write(""))
document.addEventListener("visibilitychange", sit)
for (const name of ["htmx:afterSwap", "htmx:historyRestore", "byhand:refreshed"]) document.addEventListener(name, sit)
sit()
