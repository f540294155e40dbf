// What the page asks of the desk. Gives what it answers; a refusal is a sentence to be shown.

import {visitor} from "./visitor.js"

const form = document.getElementById("who")

export async function begin(talk) {
  const word = {talk, visitor: visitor(), name: form.elements.name.value, reach: form.elements.reach.value}
  return answered(await fetch(form.dataset.talk, {method: "POST", body: JSON.stringify(word), headers: {"Content-Type": "application/json"}}))
}

// The part that says who is back when; empty where somebody is there, or where that cannot be told just now.
export async function nobody() {
  const response = await fetch(form.dataset.there).catch(() => null)
  return response?.status === 200 ? response.text() : ""
}

export async function piece(number, content, token) {
  return answered(await fetch(`${form.dataset.word}${number}/`, {method: "POST", body: content, headers: {"X-Call": token, "Content-Type": "application/octet-stream"}}))
}

export async function done(token) {
  return answered(await fetch(`${form.dataset.word}done/`, {method: "POST", body: JSON.stringify({token}), headers: {"Content-Type": "application/json"}}))
}

async function answered(response) {
  if (response.status === 204) return {}
  const told = response.headers.get("content-type")?.includes("json") ? await response.json() : {}
  return response.ok ? told : {sentence: told.sentence ?? "", status: response.status}
}
