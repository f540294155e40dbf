// What every request of htmx needs: the newest CSRF token, and words that survive an exchange.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]

// After signing in again in another tab, the token of this page is stale; the cookie's is not.
document.addEventListener("htmx:configRequest", event => {
  if (event.detail.verb !== "get" && token()) event.detail.parameters.set?.("csrfmiddlewaretoken", token())
})

// What is open stays open, what is measured stays measured, what is being written stays written.
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, element) => {
  if (name === "open" && element.tagName === "DETAILS" && !element.classList.contains("menu")) return false
  if (name === "style" && element.tagName === "IFRAME") return false
}
Idiomorph.defaults.callbacks.beforeNodeMorphed = (before, after) => {
  if (before.id !== "write" || after.id !== "write") return
  return before.getAttribute("action") !== after.getAttribute("action")
}
