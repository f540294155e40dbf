// g, then a letter, goes to a page. Which letter goes where stands in the list of keys, as links.

const PATIENCE = 1500
let going = 0

// Before everybody else: the letter after g is no other key.
document.addEventListener("byhand:key", event => {
  const {key, repeated} = event.detail
  if (repeated) return
  if (going > Date.now()) return go(event, key)
  if (key !== "g") return
  event.preventDefault()
  going = Date.now() + PATIENCE
}, true)

function go(event, key) {
  going = 0
  event.preventDefault()
  event.stopImmediatePropagation()
  document.querySelector(`#keys [data-go="${CSS.escape(key)}"]`)?.click()
}
