// Keys: ⌘↵ or Ctrl+↵ sends, Escape closes a menu; every single key is told as "byhand:key" to whoever knows it.
// None is told while someone types, while a dialog is open, or where single keys are switched off.

const ENTRY = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]"

document.addEventListener("keydown", event => {
  if (event.isComposing || event.defaultPrevented) return
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) return send(event)
  if (event.key === "Escape") return closeMenu()
  if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.(ENTRY)) return
  if (document.querySelector("dialog[open]") || document.documentElement.dataset.keys === "off") return
  tell(event)
})

function tell(event) {
  const key = named(event)
  if (!key) return
  const told = new CustomEvent("byhand:key", {bubbles: true, cancelable: true, detail: {key, repeated: event.repeat}})
  if (!event.target.dispatchEvent(told)) event.preventDefault()
}

// Where letters are not Latin, the place of the key says which is meant.
function named(event) {
  if (event.key.length !== 1) return ""
  if (/^Key[A-Z]$/.test(event.code) && event.key > "\x7f") return event.shiftKey ? "" : event.code[3].toLowerCase()
  return event.shiftKey && /[a-z]/i.test(event.key) ? "" : event.key.toLowerCase()
}

function send(event) {
  const form = event.target.closest?.("form#write")
  if (!form) return
  event.preventDefault()
  form.requestSubmit(form.querySelector(".seal"))
}

function closeMenu() {
  const menu = document.querySelector("details.menu[open]")
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
}
