// How they are called and reached when they are gone: asked once, after the first word, and never needed.

const form = document.getElementById("reach"), html = document.documentElement
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`chat:${name}`, {detail}))
let known = {}, spoken = false, declined = false

function show() {
  const ask = spoken && !declined && !known.email
  if (form.hidden === !ask) return
  form.hidden = !ask
  form.elements.name.value = known.name ?? ""
}

document.addEventListener("chat:ready", event => { known = {...known, ...event.detail}; show() })
document.addEventListener("chat:line", event => { if (!event.detail.by) spoken = true, show() })
document.addEventListener("chat:anew", () => { known = {}; spoken = false; show() })
form.addEventListener("submit", event => {
  event.preventDefault()
  tell("mention", {reach: {name: form.elements.name.value.trim(), email: form.elements.email.value.trim()}})
})
document.addEventListener("chat:reached", event => {
  const {no, name, email} = event.detail
  document.getElementById("reach-no").textContent = no
  form.elements.email.setAttribute("aria-invalid", no ? "true" : "false")
  if (no) return form.elements.email.focus()
  known = {...known, name, email}
  document.getElementById("reached").textContent = email ? html.dataset.reached.replace("{email}", email) : ""
  declined = true
  show()
  document.getElementById("field").focus()
})
document.getElementById("reach-not").addEventListener("click", () => {
  declined = true
  show()
  document.getElementById("field").focus()
})
