// Files are chosen, pasted or dropped on the sheet; uploading.js hears of them. One is left out again by its button.

const tell = (form, name, detail) => form.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}))
const bring = (form, files) => files.length && tell(form, "byhand:files", {files})

const sheet = target => target.closest?.("form[data-keep]")

document.addEventListener("change", event => {
  const form = event.target.type === "file" && sheet(event.target)
  if (!form) return
  bring(form, [...event.target.files])
  event.target.value = ""
})

// What office programs copy is text with a picture of itself: the text is meant.
document.addEventListener("paste", event => {
  const form = sheet(event.target), files = [...(event.clipboardData?.files ?? [])]
  if (!form || !files.length || event.clipboardData.types.includes("text/plain")) return
  event.preventDefault()
  bring(form, files)
})

// Text that is dragged stays the browser's. A file that misses the sheet must not be opened instead of the desk.
for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, event => {
  if (!event.dataTransfer?.types.includes("Files") || event.target.type === "file") return
  event.preventDefault()
  const form = sheet(event.target)
  for (const one of document.querySelectorAll(".dropping")) one.classList.toggle("dropping", one === form)
  if (!form) return void (event.dataTransfer.dropEffect = "none")
  form.classList.toggle("dropping", name === "dragover")
  if (name === "drop") bring(form, dropped(event.dataTransfer))
})

// A folder looks like a file and has no bytes.
const dropped = data => [...data.items].filter(item => item.kind === "file").map(item => {
  const file = item.getAsFile()
  if (file && item.webkitGetAsEntry?.()?.isDirectory) file.isFolder = true
  return file
}).filter(Boolean)

document.addEventListener("click", event => {
  const button = event.target.closest?.("button[name=leave_out]"), form = button && sheet(button)
  if (!form) return
  event.preventDefault()
  tell(form, "byhand:keep", {also: {leave_out: button.value}})
})
