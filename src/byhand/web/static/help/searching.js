// Searches as one types. Without this file the form finds the same.

const PAUSE = 160, STILL = 2500
const field = document.getElementById("q"), all = document.getElementById("all")
let waiting = 0, still = 0, asked = 0

const address = (words, more = {}) => `${field.dataset.found}?${new URLSearchParams({q: words, ...more})}`

field.addEventListener("input", event => {
  if (event.isComposing) return
  clearTimeout(waiting)
  clearTimeout(still)
  waiting = setTimeout(() => look(field.value.trim()).catch(() => {}), PAUSE)
})

async function look(words) {
  const mine = ++asked, here = document.getElementById("found")
  if (!words) return show(Object.assign(document.createElement("section"), {id: "found", ariaLive: "polite"}), false)
  const answer = await fetch(address(words, {typing: 1}))
  if (!answer.ok || mine !== asked || !here) return // a later letter has asked since
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("found")
  if (mine !== asked || !fresh) return
  show(fresh, true)
  // Whoever stops here found nothing: that is worth knowing, half a word is not.
  if (fresh.dataset.count === "0") still = setTimeout(() => fetch(address(words)).catch(() => {}), STILL)
}

// The live region stays the same element, so that what is new in it is read out.
function show(fresh, found) {
  const here = document.getElementById("found")
  here.replaceChildren(...fresh.childNodes)
  all.hidden = found
}
