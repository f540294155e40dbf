// Ctrl+K or ⌘K: type where to go or what to do. Pages come from the list of keys, deeds from the open conversation,
// people from the desk. The field keeps the focus; the chosen line is told by aria-activedescendant.

const PAUSE = 120, MOST = 12
const palette = document.getElementById("palette")
const field = palette?.querySelector("input"), lines = palette?.querySelector("[role=listbox]")
let known = [], found = [], at = 0, asked = 0, waiting

document.addEventListener("keydown", event => {
  if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
  if (!palette) return
  event.preventDefault()
  palette.open ? palette.close() : open()
})

function open() {
  document.getElementById("keys")?.close()
  known = [...deeds(), ...places()]
  found = []
  field.value = ""
  palette.showModal()
  show()
}

// What the open conversation's own buttons would do. One that first wants words opens its menu instead.
function deeds() {
  if (document.body.classList.contains("guest")) return []
  return [...document.querySelectorAll("#conversation .head .tools :is(button, a[href])")].filter(isDeed).map(part => {
    const of = part.closest("[data-does]")?.dataset.does
    const label = [of, wordsOf(part)].filter(Boolean).join(": ")
    return {label, kind: palette.dataset.deed, act: () => press(part)}
  })
}

const isDeed = part => !part.disabled && !part.matches("[popovertarget], .back, [tabindex='-1']") && wordsOf(part)
const wordsOf = part => [...part.childNodes].filter(one => one.ariaHidden !== "true").map(one => one.textContent.trim()).filter(Boolean).join(", ")

function press(part) {
  const wanted = part.form?.querySelector("input:not([type=hidden], [type=checkbox]), textarea")
  // Among several buttons the choice is made; a word beside them may be left out.
  const choices = part.form?.querySelectorAll("button:not(.unseen)").length ?? 0
  if (!wanted || (choices > 1 && !wanted.required)) return part.click()
  part.closest("details").open = true
  wanted.focus()
}

function places() {
  return [...document.querySelectorAll("#keys [data-go]")].map(link => (
    {label: link.textContent.trim(), kind: palette.dataset.place, act: () => link.click()}
  ))
}

const plain = words => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

function matching() {
  const words = plain(field.value).split(/\s+/).filter(Boolean)
  return known.filter(one => words.every(word => plain(one.label).includes(word)))
}

function show() {
  const search = {label: palette.dataset.search.replace("%s", field.value.trim()), kind: "", act: searchFor}
  const all = [...matching(), ...found].slice(0, MOST)
  if (field.value.trim()) all.push(search)
  lines.replaceChildren(...all.map(line))
  lines.shown = all
  choose(0)
}

function line(one, index) {
  const option = document.createElement("li"), kind = document.createElement("small")
  Object.assign(option, {id: "palette-" + index, role: "option"})
  kind.textContent = one.kind
  option.append(one.label, " ", kind)
  return option
}

function choose(index) {
  const count = lines.children.length
  at = count ? (index + count) % count : 0
  for (const [here, option] of [...lines.children].entries()) option.ariaSelected = String(here === at)
  const chosen = lines.children[at]
  chosen ? field.setAttribute("aria-activedescendant", chosen.id) : field.removeAttribute("aria-activedescendant")
  chosen?.scrollIntoView({block: "nearest"})
}

function act(index) {
  const one = lines.shown?.[index]
  if (!one) return
  palette.close()
  one.act()
}

function searchFor() {
  location.assign(palette.dataset.searchAt + "?q=" + encodeURIComponent(field.value.trim()))
}

async function ask() {
  const words = field.value.trim(), mine = ++asked
  found = []
  if (words.length > 1) {
    const response = await fetch(palette.dataset.people + "?q=" + encodeURIComponent(words))
    if (mine !== asked || !response.ok) return
    found = (await response.json()).people.map(({name, at}) => ({label: name, kind: palette.dataset.person, act: () => location.assign(at)}))
  }
  show()
}

field?.addEventListener("input", () => {
  show()
  clearTimeout(waiting)
  waiting = setTimeout(() => ask().catch(() => {}), PAUSE)
})

field?.addEventListener("keydown", event => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key]
  if (step) event.preventDefault(), choose(at + step)
  if (event.key === "Enter" && !event.isComposing) event.preventDefault(), act(at)
})

lines?.addEventListener("click", event => act([...lines.children].indexOf(event.target.closest("[role=option]"))))
