// A picture is put into the words where the cursor is. What it shows stands there chosen, so that one types it at once.

// Of several the one in which somebody wrote last.
let last = null, at = null
const field = () => last?.isConnected ? last : document.querySelector(".article-words")

document.addEventListener("focusout", event => {
  if (!event.target.matches?.(".article-words")) return
  last = event.target
  at = [last.selectionStart, last.selectionEnd]
})

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-puts]"), words = field()
  if (!button || !words) return
  const asked = button.parentElement.querySelector("input").value.match(/!\[(.*?)\]/)[1]
  const [start, end] = at ?? [words.value.length, words.value.length]
  const gap = start && words.value[start - 1] !== "\n" ? "\n\n" : ""
  words.focus()
  words.setSelectionRange(start, end)
  const put = `${gap}![${asked}](${button.dataset.puts})\n`
  // What is put in can be taken back like any typing.
  if (!document.execCommand("insertText", false, put)) {
    words.setRangeText(put, start, end, "end")
    words.dispatchEvent(new Event("input", {bubbles: true}))
  }
  words.setSelectionRange(start + gap.length + 2, start + gap.length + 2 + asked.length)
})
