// The page's line to the desk: hears what changed and who is there, says which conversation is open and who writes.
// Others listen to byhand:live, byhand:changed, byhand:readers and byhand:calls; what they want said they send as byhand:say.

const FIRST_WAIT = 500, LONGEST_WAIT = 10_000, SILENT_FOR = 35_000, SIGNED_OUT = 4401
let socket, wait = FIRST_WAIT, timer, heardAt = 0, over = false

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, {detail}))
const address = () => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`
const isOpen = () => socket?.readyState === WebSocket.OPEN

function open() {
  clearTimeout(timer)
  if (over || (socket && socket.readyState <= WebSocket.OPEN)) return
  const mine = socket = new WebSocket(address())
  mine.addEventListener("open", () => {
    wait = FIRST_WAIT
    heardAt = Date.now()
    tell("byhand:live", {on: true})
  })
  mine.addEventListener("message", event => mine === socket && hear(event.data))
  mine.addEventListener("close", event => mine === socket && lost(event.code))
}

function hear(line) {
  heardAt = Date.now()
  if (line === "{}") return socket.send("{}") // the beat: whose browser answers none is shown as away
  const told = JSON.parse(line)
  if ("changed" in told) tell("byhand:changed", told)
  if ("who" in told) tell("byhand:readers", told)
  if ("calls" in told) tell("byhand:calls", told)
}

function lost(code) {
  tell("byhand:live", {on: false})
  over = code === SIGNED_OUT
  if (over) return tell("byhand:signed-out")
  // Not all at once: a desk that was restarted would meet everybody in the same moment.
  timer = setTimeout(open, wait * (0.5 + Math.random()))
  wait = Math.min(wait * 2, LONGEST_WAIT)
}

// Said while the line is cut is not said; on "byhand:live" whoever has something to say says it again.
document.addEventListener("byhand:say", event => isOpen() && socket.send(JSON.stringify(event.detail)))

// A laptop that slept holds a line that is dead; nothing was heard on it, not even the beat.
setInterval(() => isOpen() && Date.now() - heardAt > SILENT_FOR && socket.close(), 10_000)
const soon = () => {
  if (isOpen() || document.hidden) return
  wait = FIRST_WAIT
  open()
}
addEventListener("online", soon)
document.addEventListener("visibilitychange", soon)
addEventListener("pagehide", () => { over = true; socket?.close() })
addEventListener("pageshow", event => { if (event.persisted) { over = false; open() } })

if (document.getElementById("live")) open()
