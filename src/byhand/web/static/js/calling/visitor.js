// Who this browser is to the desk: a word it makes up once and keeps, or is given by the page that opened this one.

const KEY = "byhand-visitor", SHAPE = /^[a-z0-9_-]{16,64}$/
const fresh = () => [...crypto.getRandomValues(new Uint8Array(24))].map(byte => byte.toString(16).padStart(2, "0")).join("")
const given = new URLSearchParams(location.hash.slice(1)).get("visitor")?.toLowerCase() ?? ""

function kept() {
  try {
    const word = localStorage.getItem(KEY) ?? fresh()
    localStorage.setItem(KEY, word)
    return word
  } catch {
    return fresh() // a browser that keeps nothing is a new visitor each time
  }
}

// Called when something is to be said, not before: a look at the page leaves nothing behind.
let word
export const visitor = () => word ??= SHAPE.test(given) ? given : kept()
