// Files go up one after the other, each with a line of its own: how far it is, stop, what was wrong, try again.
// Whoever presses Send meanwhile waits for them; nothing leaves without a file that its writer believes to be with it.

const states = new WeakMap()
let running = 0

const state = form => states.get(form) ?? states.set(form, {queue: [], current: null, submitter: null, sends: false}).get(form)
const rows = form => form.querySelector("#uploads")
const words = form => rows(form).dataset
const said = (form, sentence) => form.querySelector("#uploads-said")?.replaceChildren(sentence)
const named = (sentence, file) => sentence.replace("%s", () => file.name)

document.addEventListener("byhand:files", event => {
  const form = event.target, {files} = event.detail
  if (!rows(form)) return
  const started = files.map(file => begin(form, file)).filter(Boolean).length
  if (started) said(form, started === 1 ? named(words(form).begun, files[0]) : words(form).begunMany.replace("%s", started))
  next(form)
})

function begin(form, file) {
  const row = document.getElementById("upload-row").content.firstElementChild.cloneNode(true)
  row.querySelector("b").textContent = file.name
  row.querySelector("progress").setAttribute("aria-label", file.name)
  row.querySelector("[data-stop]").setAttribute("aria-label", named(words(form).stop, file))
  const one = {file, row, request: null}
  row.querySelector("[data-stop]").addEventListener("click", () => stop(form, one))
  row.querySelector("[data-again]").addEventListener("click", () => again(form, one))
  row.upload = one
  rows(form).append(row)
  if (file.isFolder) return fail(form, one, named(words(form).folder, file), false)
  if (file.size > Number(words(form).most)) return fail(form, one, named(words(form).large, file), false)
  return state(form).queue.push(one)
}

async function next(form) {
  const here = state(form)
  if (here.current) return
  const one = here.current = here.queue.shift() ?? null
  if (!one) return
  running++
  const address = await place(form)
  if (!one.row.parentElement) finish(form)
  else address ? send(form, one, address) : fail(form, one, words(form).offline) ?? finish(form)
}

// A new letter has a place for files once its draft is kept.
async function place(form) {
  const to = words(form).to
  if (!to.includes("/0/")) return to
  if (!form.querySelector("[name=draft]")) {
    const kept = new Promise(done => form.addEventListener("byhand:kept", done, {once: true}))
    form.dispatchEvent(new CustomEvent("byhand:keep", {bubbles: true, detail: {}}))
    await kept
  }
  const draft = form.querySelector("[name=draft]")?.value
  return draft ? to.replace("/0/", `/${draft}/`) : ""
}

function send(form, one, address) {
  const request = one.request = new XMLHttpRequest(), data = new FormData()
  data.append("files", one.file)
  request.open("POST", address)
  request.setRequestHeader("X-CSRFToken", document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.csrfmiddlewaretoken.value)
  request.setRequestHeader("HX-Request", "true")
  request.upload.addEventListener("progress", event => event.lengthComputable && advance(one.row, event.loaded / event.total))
  request.addEventListener("load", () => { taken(form, one, request); finish(form) })
  request.addEventListener("error", () => { fail(form, one, words(form).offline); finish(form) })
  request.addEventListener("abort", () => finish(form))
  request.send(data)
}

function advance(row, part) {
  const percent = Math.floor(part * 100)
  row.querySelector("progress").value = percent
  row.querySelector("small").textContent = percent + " %"
}

// The answer is the list of all that goes along, and what was wrong with this one.
function taken(form, one, request) {
  const answer = [200, 422].includes(request.status) && new DOMParser().parseFromString(request.responseText, "text/html")
  if (!answer) return fail(form, one, words(form)["failed" + request.status] ?? words(form).failed)
  const wrong = answer.querySelector(".error")
  wrong?.remove()
  if (form.isConnected) Idiomorph.morph(form.querySelector("#files"), answer.body.innerHTML, {morphStyle: "innerHTML"})
  if (wrong) return fail(form, one, wrong.textContent.trim(), false)
  drop(form, one)
  said(form, named(words(form).done, one.file))
}

function fail(form, one, sentence, canTryAgain = true) {
  one.row.classList.add("failed")
  one.row.querySelector("small").textContent = sentence
  one.row.querySelector("[data-again]").hidden = !canTryAgain
  one.waitsForTheLine = canTryAgain && !navigator.onLine
  said(form, `${one.file.name}: ${sentence}`)
}

function again(form, one) {
  one.row.classList.remove("failed")
  one.row.querySelector("[data-again]").hidden = true
  advance(one.row, 0)
  one.row.querySelector("[data-stop]").focus()
  state(form).queue.push(one)
  next(form)
}

function stop(form, one) {
  const here = state(form)
  here.queue = here.queue.filter(other => other !== one)
  drop(form, one)
  said(form, named(words(form).stopped, one.file))
  if (here.current === one) one.request?.abort()
}

// The focus goes to the words when the button it was on goes.
function drop(form, one) {
  const had = one.row.contains(document.activeElement)
  one.row.remove()
  if (had) form.querySelector("#body")?.focus()
}

function finish(form) {
  const here = state(form)
  here.current = null
  running--
  if (here.queue.length) return next(form)
  form.dispatchEvent(new CustomEvent("byhand:keep", {bubbles: true, detail: {}}))
  const {sends, submitter} = here
  here.sends = false
  if (sends && form.isConnected) form.requestSubmit(submitter)
}

document.addEventListener("submit", event => {
  const form = event.target, here = states.get(form)
  if (!here || !rows(form)) return
  const waits = here.current || here.queue.length
  const misses = form.querySelector("#uploads .failed") && !event.submitter?.formNoValidate && !form.note?.checked
  if (!waits && !misses) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (waits) Object.assign(here, {sends: true, submitter: event.submitter})
  say(form, waits ? words(form).waits : words(form).misses)
}, true)

// Seen as well as heard: Send was pressed and nothing left.
function say(form, sentence) {
  said(form, sentence)
  form.querySelector("#keeping")?.replaceChildren(sentence)
}

addEventListener("online", () => {
  for (const row of document.querySelectorAll("#uploads .failed")) if (row.upload?.waitsForTheLine) again(row.closest("form"), row.upload)
})
addEventListener("beforeunload", event => running && event.preventDefault())
