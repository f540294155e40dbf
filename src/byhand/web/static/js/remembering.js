// m, or “Something worth remembering” in the menu, opens the form on the card. Words that are marked in a letter go in,
// quoted, and with them the letter they stand in.

let marked = null

document.addEventListener("selectionchange", () => { marked = markedIn(document) ?? marked })
// Whoever presses into the thread marks anew, or lets go.
document.addEventListener("pointerdown", event => { if (event.target.closest?.(".words")) marked = null })

document.addEventListener("click", event => {
  const part = event.target.closest?.("[data-remembers]"), form = document.querySelector("#remember form")
  if (!part || !form) return
  event.preventDefault()
  part.closest("details.menu")?.removeAttribute("open")
  open(form, markedIn(document) ?? markedInAFrame() ?? marked)
})

function markedIn(page) {
  const selection = page.getSelection(), words = selection?.toString().trim()
  if (!words || !selection.rangeCount) return null
  const whole = selection.getRangeAt(0).commonAncestorContainer
  const letter = (whole.closest ? whole : whole.parentElement).closest(".msg")
  return letter && {words, letter: letter.id.slice(1)}
}

// A letter that is shown as it was formatted has a page, and so a selection, of its own.
function markedInAFrame() {
  for (const frame of document.querySelectorAll(".msg iframe.letter")) {
    const words = frame.contentDocument?.getSelection()?.toString().trim()
    if (words) return {words, letter: frame.closest(".msg").id.slice(1)}
  }
  return null
}

function open(form, quoted) {
  const card = document.getElementById("card"), text = form.elements.text
  if (!card.checkVisibility()) card.showPopover()
  form.closest("details").open = true
  if (quoted && !text.value.trim()) {
    const most = text.maxLength - 2, words = quoted.words.replace(/\s+/g, " ")
    text.value = `“${words.length > most ? words.slice(0, most - 1) + "…" : words}”`
    form.elements.message.value = quoted.letter
    document.getElementById("memory-letter").hidden = false
  }
  marked = null
  text.focus()
  text.setSelectionRange(text.value.length, text.value.length)
}

// ⌘↵ or Ctrl+↵ keeps it, as it sends a letter.
document.addEventListener("keydown", event => {
  const form = event.target.closest?.("#remember form")
  if (!form || event.key !== "Enter" || event.isComposing || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  form.requestSubmit()
})
