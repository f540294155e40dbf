// This browser as one in which a colleague is told what waits: asked for on the settings page, renewed after a new sign-in.

const KEPT = "byhand.told", RENEWED = "byhand.told.renewed"
const LET_IN = "/settings/being-told/browser/"
const me = () => document.getElementById("live")?.dataset.me
const can = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window

const line = document.querySelector("[data-push-key]")
if (line && !can()) cannot(line.dataset.cannot)
else if (line && Notification.permission === "denied") cannot(line.dataset.forbidden)
line?.querySelector("button").addEventListener("click", begin)

function cannot(sentence) {
  line.querySelector("[role=status]").textContent = sentence
  line.querySelector("button").remove()
}

async function begin() {
  const button = line.querySelector("button")
  button.disabled = true
  try {
    if (await Notification.requestPermission() !== "granted") return cannot(line.dataset.forbidden)
    const told = await tell(await listening(line.dataset.pushKey))
    if (told.status !== 204) throw new Error(await told.text())
    localStorage.setItem(KEPT, me())
    location.reload()
  } catch (problem) {
    line.querySelector("[role=status]").textContent = line.dataset.failed
    button.disabled = false
  }
}

// An older subscription may have been made for another key of the house.
async function listening(key) {
  const {pushManager} = await navigator.serviceWorker.ready
  await (await pushManager.getSubscription())?.unsubscribe()
  return pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key})
}

function tell(subscription) {
  const {endpoint, keys} = subscription.toJSON()
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""
  const body = new URLSearchParams({endpoint, key: keys.p256dh, secret: keys.auth, csrfmiddlewaretoken: token})
  return fetch(LET_IN, {method: "POST", body, redirect: "error"})
}

// It lasts as long as a sign-in; whoever asked for it here and signs in again is not asked again.
async function renew() {
  if (!can() || !me() || localStorage.getItem(KEPT) !== me() || sessionStorage.getItem(RENEWED)) return
  sessionStorage.setItem(RENEWED, "1")
  const subscription = await (await navigator.serviceWorker.ready).pushManager.getSubscription()
  if (subscription && Notification.permission === "granted") await tell(subscription)
}
renew().catch(() => {})

document.addEventListener("submit", async event => {
  if (event.target.closest?.("form[action$='/logout/']")) return sessionStorage.removeItem(RENEWED)
  if (!event.target.closest?.("[data-stops-telling]")) return
  localStorage.removeItem(KEPT)
  if (can()) (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe()
})
