// Says what failed, in words, and that nothing is lost.

const words = name => document.getElementById("words-of-failing")?.dataset[name] ?? ""

function say(sentence, link = "") {
  const said = document.getElementById("said"), line = document.getElementById("failed")?.content.firstElementChild.cloneNode(true)
  if (!said || !line || !sentence) return
  line.querySelector("span").textContent = sentence
  const a = line.querySelector("a")
  link ? (a.href = link) : a.remove()
  said.replaceChildren(line)
}

document.addEventListener("htmx:sendError", () => say(words("offline")))
document.addEventListener("htmx:responseError", event => {
  const status = event.detail.xhr.status
  if (status === 401) return say(words("signedOut"), "/accounts/login/")
  say(words(status === 404 ? "gone" : status === 403 ? "stale" : "failed"))
})
document.addEventListener("byhand:signed-out", () => say(words("signedOut"), "/accounts/login/"))
addEventListener("offline", () => say(words("offline")))
addEventListener("online", () => document.getElementById("said")?.replaceChildren())
document.addEventListener("click", event => event.target.closest?.(".said .dismiss")?.closest(".notice").remove())

// What was said once need not stay.
setTimeout(() => document.querySelectorAll("#said .notice.good:not(:has([form]))").forEach(line => line.remove()), 6000)
