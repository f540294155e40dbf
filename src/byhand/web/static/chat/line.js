// The line to the desk: a socket, else a stream that stays open, else asking every few seconds. What is to be said
// waits in a tray until the desk says that it has it, under a name of its own, so that it may be said again; what is heard
// has a number, and after every cut we go on from the last one.

const KEY = document.documentElement.dataset.chat, STORE = `byhand-chat-${KEY}`
const WAYS = ["socket", "stream", "asking"], FIRST_WAIT = 500, LONGEST_WAIT = 20_000, SILENT_FOR = 60_000, ANSWER_WITHIN = 12_000
const LONGEST_FRAME = 3_600
let {token = random(16), tray = []} = restored()
let begun = false, way = 0, failed = 0, wait = FIRST_WAIT, timer, socket, stopping, heardAt = 0, has = 0, isUp = false, sending, again
const about = {identity: "", page: "", language: document.documentElement.lang}

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`chat:${name}`, {detail}))
const hello = () => ({chat: KEY, token, has, ...about})

function random(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map(one => one.toString(16).padStart(2, "0")).join("")
}

// Nothing is stored before the first word.
function restored() {
  try { return JSON.parse(localStorage.getItem(STORE)) ?? {} } catch { return {} }
}

function store() {
  try { localStorage.setItem(STORE, JSON.stringify({token, tray})) } catch { /* then it lasts as long as the page */ }
}

// Another page of the same website has spoken since this one was opened: the same visitor.
function adopt() {
  const kept = restored().token
  if (has || !kept || kept === token) return
  token = kept
  restart()
}

function open() {
  clearTimeout(timer)
  if (isUp || stopping) return
  heardAt = Date.now()
  ;({socket: bySocket, stream: byStream, asking: byAsking})[WAYS[way]]()
}

function bySocket() {
  const mine = socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/chat/live${tray.length ? "?says" : ""}`)
  stopping = () => mine.close()
  mine.onopen = () => mine.send(JSON.stringify(hello()))
  mine.onmessage = event => mine === socket && hear(JSON.parse(event.data))
  mine.onclose = event => mine === socket && lost(event.code)
}

async function byStream() {
  const stop = new AbortController()
  stopping = () => stop.abort()
  try {
    const response = await post("stream", {}, stop.signal)
    if (!response.ok) throw new Error(response.status)
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n\n")
      rest = lines.pop()
      for (const one of lines) hear(JSON.parse(one.replace(/^data: /, "")))
    }
  } catch { /* cut, or not let through */ }
  lost(0)
}

async function byAsking() {
  stopping = () => {}
  try {
    const response = await post("ask", {})
    if (!response.ok) throw new Error(response.status)
    hear(await response.json())
    stopping = undefined
    isUp = false
    timer = setTimeout(open, document.hidden ? 15_000 : 3_000)
  } catch { lost(0) }
}

const post = (what, more, signal) => fetch(`/chat/${what}`, {
  method: "POST", body: JSON.stringify({...hello(), ...more}), headers: {"Content-Type": "application/json"}, signal, credentials: "omit"})

function hear(told) {
  heardAt = Date.now()
  if ("again" in told && told.again) return beginAnew()
  if ("ready" in told) ready(told)
  if ("lines" in told) takeLines(told.lines)
  if ("taken" in told) taken(told.taken)
  if ("later" in told) later(told.later)
  for (const name of ["desk", "writes", "reached"]) if (name in told) tell(name, told[name])
  if (told.no) tell("no", told.no)
}

function ready(told) {
  isUp = true
  failed = 0
  wait = FIRST_WAIT
  tell("ready", told.ready)
  tell("up", true)
  if (told.doubt) tell("doubt", told.doubt)
  sending = undefined
  send()
}

// A number that is missing would never come: better to ask for everything since the last one again.
function takeLines(lines) {
  for (const line of lines) {
    if (line.n <= has) continue
    if (has && line.n !== has + 1) return restart()
    has = line.n
    if (line.id) drop(line.id)
    tell("line", line)
  }
}

function taken({id}) {
  tell("taken", id)
  drop(id)
  if (way === WAYS.indexOf("asking")) clearTimeout(timer), timer = setTimeout(open, 200)
}

function drop(id) {
  const left = tray.filter(one => one.id !== id)
  if (left.length === tray.length) return
  tray = left
  store()
  if (sending === id) sending = undefined
  clearTimeout(again)
  send()
}

function later(id) {
  if (sending === id) sending = undefined
  clearTimeout(again)
  again = setTimeout(send, 2_000 + 3_000 * Math.random())
}

// One after the other, so that they stand in the order in which they were said.
async function send() {
  const next = tray[0]
  if (!next || sending || !isUp && WAYS[way] !== "asking") return
  sending = next.id
  clearTimeout(again)
  again = setTimeout(() => { sending = undefined; restart() }, ANSWER_WITHIN)
  const said = JSON.stringify({say: next})
  if (WAYS[way] === "socket" && new Blob([said]).size < LONGEST_FRAME) return socket.send(said)
  try {
    const response = await post("say", {say: next})
    response.ok ? hear(await response.json()) : later(next.id)
  } catch { later(next.id) }
}

// Beside words: what was seen, on which page, how to be reached.
function mention(more) {
  if (isUp && WAYS[way] === "socket") return socket.send(JSON.stringify(more))
  post("say", more).then(response => response.ok && response.json()).then(told => told && hear(told)).catch(() => {})
}

function beginAnew() {
  token = random(16)
  has = 0
  if (tray.length) store()
  else try { localStorage.removeItem(STORE) } catch { /* nothing was kept */ }
  tell("anew")
  restart()
}

function restart() {
  const stop = stopping
  socket = undefined
  stopping = undefined
  isUp = false
  stop?.()
  clearTimeout(timer)
  timer = setTimeout(open, 100)
}

function lost(code) {
  const was = isUp
  isUp = false
  stopping = undefined
  socket = undefined
  tell("up", false)
  if (code === 4404) return
  if (!was && ++failed >= 2) anotherWay()
  timer = setTimeout(open, wait * (0.5 + Math.random()))
  wait = Math.min(wait * 2, LONGEST_WAIT)
}

// The desk answers, and yet this way does not open: something between lets it not through. A desk that is only being
// started anew is no reason.
async function anotherWay() {
  try {
    if ((await post("ask", {})).ok && !isUp) way = Math.min(way + 1, WAYS.length - 1), failed = 0
  } catch { /* it is the desk that is away */ }
}

document.addEventListener("chat:say", event => {
  adopt()
  tray.push(event.detail)
  store()
  send()
})
document.addEventListener("chat:mention", event => mention(event.detail))
document.addEventListener("chat:about", event => {
  const before = about.identity
  Object.assign(about, event.detail)
  if (!begun) return
  if ("page" in event.detail && isUp) mention({page: about.page})
  if (about.identity !== before) has ? (has = 0, tell("anew"), restart()) : restart()
})
document.addEventListener("chat:bring", async event => {
  const {id, file, done} = event.detail, form = new FormData()
  store()
  for (const [name, value] of Object.entries({...hello(), id, file})) form.append(name, value)
  try {
    const response = await fetch("bring/", {method: "POST", body: form, credentials: "omit"})
    done(response.ok || response.status < 500 && response.status !== 413 ? await response.json() : {no: response.status === 413 ? "large" : "cut"})
  } catch { done({no: "cut"}) }
})
document.addEventListener("chat:fetch", async event => {
  const {n, at, done} = event.detail
  try {
    const response = await fetch("file/", {method: "POST", credentials: "omit", body: new URLSearchParams({...hello(), n, at})})
    done(response.ok ? await response.blob() : undefined)
  } catch { done() }
})

setInterval(() => isUp && WAYS[way] === "socket" && socket.send("{}"), 25_000)
setInterval(() => stopping && Date.now() - heardAt > SILENT_FOR && restart(), 10_000)
addEventListener("online", () => !isUp && (wait = FIRST_WAIT, restart()))
addEventListener("pageshow", event => event.persisted && restart())
setInterval(() => way && (way = 0, restart()), 600_000)
// Once it is said whose visitor this is: a hello without that would be somebody else's.
document.addEventListener("chat:begin", () => {
  begun = true
  for (const one of tray) tell("waiting", one)
  open()
})
