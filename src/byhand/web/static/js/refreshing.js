// The list and the open thread look for news every ten seconds, while someone can see them.
// What is focused, scrolled and opened stays as it is: the answer is morphed into the page.

const EVERY = 10_000
let looking = false

async function look() {
  if (looking || document.hidden || !navigator.onLine) return
  looking = true
  try {
    await refresh("list", address => withRows(address))
    await refresh("words", address => address)
  } finally {
    looking = false
  }
}

async function refresh(id, address) {
  const element = document.getElementById(id)
  if (!element?.dataset.refresh || element.contains(menuOpen())) return
  const response = await fetch(address(element.dataset.refresh), {headers: {"HX-Request": "true", "HX-Target": id}})
  if (!response.ok || document.getElementById(id) !== element) return
  const html = await response.text()
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id)
  if (!fresh) return
  keepMark(element, fresh)
  Idiomorph.morph(element, fresh, {ignoreActiveValue: true})
  htmx.process(element)
  element.dispatchEvent(new CustomEvent("byhand:refreshed", {bubbles: true}))
}

// As many rows as were loaded; those of later pages would vanish otherwise.
function withRows(address) {
  const rows = document.querySelectorAll("#list [id^=row-]").length
  return address + (address.includes("?") ? "&" : "?") + "rows=" + rows
}

function keepMark(element, fresh) {
  const current = element.querySelector(".row[aria-current]")
  if (current?.id) fresh.querySelector("#" + CSS.escape(current.id))?.setAttribute("aria-current", "true")
}

const menuOpen = () => document.querySelector("#words .menu[open]")

setInterval(() => look().catch(() => {}), EVERY)
document.addEventListener("visibilitychange", () => look().catch(() => {}))
document.addEventListener("htmx:afterRequest", event => {
  if (event.detail.successful && event.detail.requestConfig.verb !== "get") look().catch(() => {})
})
