// Files are chosen, pasted or dropped on the sheet; they are kept with the draft at once: drafts.js hears of them.

const keep = (form, files = []) => form.dispatchEvent(new CustomEvent("byhand:keep", {bubbles: true, detail: {files}}))

const sheet = target => target.closest?.("form[data-keep]")

document.addEventListener("change", event => {
  const form = event.target.type === "file" && sheet(event.target)
  if (!form) return
  keep(form, [...event.target.files])
  event.target.value = ""
})

document.addEventListener("paste", event => {
  const form = sheet(event.target), files = [...(event.clipboardData?.files ?? [])]
  if (!form || !files.length || event.clipboardData.types.includes("text/plain")) return
  event.preventDefault()
  keep(form, files)
})

for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, event => {
  const form = sheet(event.target)
  if (!form || !event.dataTransfer?.types.includes("Files")) return
  event.preventDefault()
  form.classList.toggle("dropping", name === "dragover")
  if (name === "drop") keep(form, [...event.dataTransfer.files])
})

document.addEventListener("click", event => {
  const button = event.target.closest?.("button[name=leave_out]"), form = button && sheet(button)
  if (!form) return
  event.preventDefault()
  const named = document.createElement("input")
  Object.assign(named, {type: "hidden", name: "leave_out", value: button.value})
  form.querySelector("#files").append(named)
  keep(form)
})
