// A field for a tag offers the tags there are: asked for once somebody goes there, and again after a while.

const FRESH = 60_000
const known = document.getElementById("known-tags")
let askedAt = -FRESH

document.addEventListener("focusin", event => {
  if (event.target.getAttribute?.("list") === "known-tags") offer().catch(() => {})
})

async function offer() {
  if (!known || performance.now() - askedAt < FRESH) return
  askedAt = performance.now()
  const response = await fetch(known.dataset.from)
  if (!response.ok) return
  known.replaceChildren(...(await response.json()).tags.map(name => Object.assign(document.createElement("option"), {value: name})))
}

// What was just tagged may be a new one.
document.addEventListener("htmx:afterRequest", event => {
  if (event.detail.requestConfig.path.includes("/tag/")) askedAt = -FRESH
})
