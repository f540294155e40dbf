// Writing: Enter says it, Shift and Enter begin a new line. Files go at once. The first word is what begins it all.

const form = document.getElementById("write"), field = form.elements.words, file = document.getElementById("file")
const problem = document.getElementById("problem"), says = document.getElementById("says").dataset
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`chat:${name}`, {detail}))
const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map(one => one.toString(16).padStart(2, "0")).join("")

function say(event) {
  event.preventDefault()
  const words = field.value.trim()
  if (!words) return field.focus()
  if (words.length > 6000) return complain(says.long)
  complain("")
  tell("say", {id: newId(), words})
  field.value = ""
  grow()
  field.focus()
}

function grow() {
  field.style.height = "auto"
  field.style.height = `${Math.min(field.scrollHeight + 2, 150)}px`
}

function bring() {
  const [one] = file.files
  file.value = ""
  if (!one) return
  if (one.size > 10_000_000) return complain(says.large)
  complain(says.bringing)
  tell("bring", {id: newId(), file: one, done: told => complain({large: says.large, cut: says.cut}[told.no] ?? told.no ?? "")})
}

function complain(sentence) { problem.textContent = sentence }

form.addEventListener("submit", say)
field.addEventListener("input", grow)
field.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) say(event)
})
file.addEventListener("change", bring)
document.addEventListener("chat:no", event => complain(event.detail))
