// Says in words when the line to the desk is cut, once that lasts; the page then looks every ten seconds.

const LASTS = 6000
let timer

document.addEventListener("byhand:live", event => {
  if (!event.detail.on) return timer ??= setTimeout(() => say(navigator.onLine ? "polling" : "offline"), LASTS)
  clearTimeout(timer)
  timer = undefined
  say("")
})
addEventListener("offline", () => say("offline"))

function say(what) {
  const line = document.getElementById("live")
  if (!line) return
  const words = what ? line.dataset[what] : ""
  if (line.textContent !== words) line.textContent = words
}
