// A semicolon on the sheet offers the facts; the letters after it find one, Enter or Tab puts it in. The field keeps the
// focus: the chosen line is told by aria-activedescendant. What is put in can be taken back like any typing.

const TYPED = /(^|\s);([\p{L}\p{N}-]{0,30})$/u
const MOST = 8
let facts, shown = [], at = 0

const sheet = () => document.getElementById("body")
const box = () => document.getElementById("facts-found")
const plain = words => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

async function known() {
  facts ??= fetch(box().dataset.facts).then(answer => answer.ok ? answer.json() : {facts: []}).then(told => told.facts)
  return facts.catch(() => [])
}

const typed = field => TYPED.exec(field.value.slice(0, field.selectionStart))

async function look(field) {
  const found = typed(field)
  if (!found) return hide()
  const all = await known(), word = plain(typed(field)?.[2] ?? "\0")
  const fits = all.filter(one => one.key.startsWith(word) || plain(one.title).includes(word))
  fits.sort((a, b) => b.key.startsWith(word) - a.key.startsWith(word))
  show(field, fits.slice(0, MOST), all.length === 0)
}

function show(field, fits, none) {
  shown = fits
  box().hidden = !fits.length && !none
  const lines = fits.map(line)
  if (none) lines.push(Object.assign(document.createElement("li"), {textContent: box().dataset.none, role: "option", ariaDisabled: "true"}))
  box().firstElementChild.replaceChildren(...lines)
  field.setAttribute("aria-controls", "facts-lines")
  choose(0)
}

function line(one, index) {
  const option = document.createElement("li"), side = document.createElement("small")
  Object.assign(option, {id: "fact-" + index, role: "option"})
  side.textContent = [one.page && box().dataset.page, one.old && box().dataset.old, ";" + one.key].filter(Boolean).join(" · ")
  option.append(one.title, " ", side)
  return option
}

function choose(index) {
  at = shown.length ? (index + shown.length) % shown.length : 0
  for (const [here, option] of [...box().firstElementChild.children].entries()) option.ariaSelected = String(here === at)
  shown.length ? sheet().setAttribute("aria-activedescendant", "fact-" + at) : sheet().removeAttribute("aria-activedescendant")
}

function hide() {
  shown = []
  if (!box() || box().hidden) return
  box().hidden = true
  sheet().removeAttribute("aria-activedescendant")
}

// The fact stands in lines of its own, whatever was written around it.
function put(field, fact) {
  const found = typed(field)
  hide()
  if (!found || !fact) return
  const end = field.selectionStart, start = end - found[2].length - 1
  const before = field.value.slice(0, start), rest = field.value.slice(end)
  const gap = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n"
  const words = gap + fact.words + (rest.startsWith("\n") ? "\n" : "\n\n")
  field.setSelectionRange(start, end)
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words, start, end, "end")
    field.dispatchEvent(new Event("input", {bubbles: true}))
  }
}

document.addEventListener("input", event => event.target.id === "body" && box() && look(event.target))
document.addEventListener("focusout", event => event.target.id === "body" && hide())

document.addEventListener("keydown", event => {
  if (event.target.id !== "body" || !shown.length || event.isComposing || event.metaKey || event.ctrlKey) return
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
  if (step) choose(at + step)
  else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) put(event.target, shown[at])
  else if (event.key === "Escape") hide()
  else return
  event.preventDefault()
  event.stopPropagation()
}, true)

// Before the field loses the focus.
document.addEventListener("pointerdown", event => {
  const option = event.target.closest?.("#facts-lines [id]")
  if (!option) return
  event.preventDefault()
  put(sheet(), shown[[...option.parentElement.children].indexOf(option)])
})

document.addEventListener("click", event => {
  if (!event.target.closest?.("[data-opens-facts]")) return
  const field = sheet(), before = field.value.slice(0, field.selectionStart)
  field.focus()
  document.execCommand("insertText", false, /(^|\s)$/.test(before) ? ";" : " ;")
})
