// Leaving a word: recorded after consent, sent away every few seconds, so that a tab that closes loses little.

import {begin, done, piece} from "./asking.js"
import {microphone} from "./microphone.js"

const EVERY = 3000, TRIES = 8
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"]
const button = document.getElementById("record"), state = document.getElementById("record-state")
const words = document.getElementById("call-state").dataset, most = Number(document.getElementById("who").dataset.most)
const agree = button.textContent
let recorder, token = "", number = 0, sending = Promise.resolve(), refusal = ""

export function wordOf(call) { token = call } // a call that nobody took is the one this word belongs to

async function start() {
  button.disabled = true
  const kind = KINDS.find(one => window.MediaRecorder?.isTypeSupported(one))
  const {stream, why} = kind ? await microphone() : {why: "absent"}
  button.disabled = false
  if (why) { state.textContent = words[why]; return }
  recorder = new MediaRecorder(stream, {mimeType: kind, audioBitsPerSecond: 32_000})
  number = 0
  refusal = ""
  recorder.ondataavailable = event => event.data.size && send(event.data)
  recorder.onstop = finish
  recorder.start(EVERY)
  button.textContent = button.dataset.stop
  state.textContent = state.dataset.recording
  const ends = Date.now() + most * 1000, mine = recorder
  const clock = setInterval(() => {
    const left = Math.max(Math.round((ends - Date.now()) / 1000), 0)
    if (mine.state !== "recording") return clearInterval(clock)
    if (left === 0) mine.stop()
    else if (left <= 30 || left % 30 === 0) state.textContent = `${state.dataset.recording} ${state.dataset.left.replace("{left}", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`)}`
  }, 1000)
}

// In order, one after the other; what the network drops is sent again, and is the same piece.
function send(content) {
  const mine = number++
  sending = sending.then(async () => {
    for (let attempt = 0; attempt < TRIES && !refusal; attempt++) {
      try {
        if (!token) {
          const told = await begin(false)
          if (told.sentence) { refusal = told.sentence; break }
          token = told.token
        }
        const told = await piece(mine, content, token)
        if (told.sentence) refusal = told.sentence
        else if (told.status) throw new Error(told.status)
        return
      } catch {
        await new Promise(resolve => setTimeout(resolve, 500 * 2 ** attempt))
      }
    }
  })
}

async function finish() {
  for (const track of recorder.stream.getTracks()) track.stop()
  button.textContent = agree
  button.disabled = true
  state.textContent = state.dataset.keeping
  await sending
  let told = {sentence: words.failed}
  for (let attempt = 0; attempt < TRIES; attempt++) {
    try { told = await done(token); break } catch { await new Promise(resolve => setTimeout(resolve, 500 * 2 ** attempt)) }
  }
  state.textContent = refusal || told.sentence || state.dataset.kept
  if (told.sentence || told.status) button.disabled = false
  token = ""
}

button.addEventListener("click", () => recorder?.state === "recording" ? recorder.stop() : start())
// What was spoken since the last piece goes along when the tab closes.
addEventListener("pagehide", () => recorder?.state === "recording" && recorder.requestData())
