// Searches as one types. Arrow down goes into what was found, arrow up back; Escape leaves the search.

const PAUSE = 180
let waiting = 0
let asked = 0

const box = () => document.getElementById("q")
const rows = () => [...document.querySelectorAll("#list a.row")]

document.addEventListener("input", event => {
  if (event.target.id !== "q" || event.isComposing) return
  clearTimeout(waiting)
  waiting = setTimeout(() => search(event.target.value).catch(() => {}), PAUSE)
})

document.addEventListener("keydown", event => {
  if (event.isComposing) return
  if (event.key === "Escape" && event.target.id === "q") return leave(event)
  if (event.key === "Escape" && isSearching() && rows().includes(event.target)) return go(event, box())
  if (event.key === "ArrowDown" && event.target.id === "q") return go(event, rows()[0])
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows().includes(event.target)) step(event)
})

async function search(words) {
  const address = words.trim() ? "/search/?" + new URLSearchParams({q: words}) : "/conversations/"
  const mine = ++asked
  const response = await fetch(address, {headers: {"HX-Request": "true", "HX-Target": "list"}})
  if (!response.ok || mine !== asked) return // a later letter has asked since
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("list")
  const list = document.getElementById("list")
  if (!fresh || !list || mine !== asked) return
  if (document.querySelector("#conversation[data-conversation]")) fresh.removeAttribute("role"), fresh.querySelector(":scope > h1")?.remove()
  Idiomorph.morph(list, fresh, {ignoreActiveValue: true})
  htmx.process(list)
  list.dispatchEvent(new CustomEvent("byhand:refreshed", {bubbles: true}))
  if (location.pathname === "/search/" || location.pathname === "/conversations/") history.replaceState(history.state, "", address)
}

const isSearching = () => document.getElementById("list")?.dataset.refresh?.startsWith("/search/")

function leave(event) {
  clearTimeout(waiting)
  event.preventDefault()
  if (!event.target.value && !isSearching()) return event.target.blur()
  event.target.value = ""
  search("").then(() => rows()[0]?.focus()).catch(() => {})
}

function step(event) {
  const all = rows()
  const at = all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)
  go(event, at < 0 ? box() : all[Math.min(at, all.length - 1)])
}

function go(event, element) {
  if (!element) return
  event.preventDefault()
  element.focus()
}
