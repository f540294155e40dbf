// The one script of a host page: a button, and a frame of the desk's own once it is pressed. Nothing is stored, asked or
// fetched before that. What the host page has done to its styles and to JavaScript's own objects is not relied on: no
// methods of arrays, no JSON, no fetch; everything stands in a closed shadow tree, and its box says !important itself.
!function (settings) {
  "use strict"
  var page = document, me = page.currentScript, here = location.origin
  if (!me || page.querySelector("byhand-chat")) return
  if (!new RegExp(settings.allowed).test(here)) {
    console.warn("Byhand: the chat is not shown, because " + here + " is not among the pages that may show it (Settings › Inboxes).")
    return
  }

  var KEPT = "byhand-chat-" + settings.key
  var frame, isOpen = false, isReady = false, told = "", narrow = matchMedia("(max-width: 480px), (max-height: 480px)")
  var language = me.getAttribute("data-language") || page.documentElement.lang || navigator.language || ""
  var words = settings.words[language.slice(0, 2).toLowerCase()] || settings.words.en
  var isRight = (me.getAttribute("data-side") || "end") !== "start"
  var direction = getComputedStyle(page.documentElement).direction
  var side = isRight === (direction !== "rtl") ? "right" : "left"

  var box = page.createElement("byhand-chat")
  set(box, "all", "initial"), set(box, "position", "fixed"), set(box, "z-index", "2147483647"), set(box, "display", "block")
  set(box, "bottom", "0"), set(box, side, "0"), set(box, "width", "0"), set(box, "height", "0"), set(box, "transition", "none")
  set(box, "animation", "none"), set(box, "visibility", "visible"), set(box, "opacity", "1"), set(box, "transform", "none")
  set(box, "filter", "none"), set(box, "pointer-events", "auto"), set(box, "clip-path", "none"), set(box, "overflow", "visible")
  var root = box.attachShadow({mode: "closed"})
  var button = page.createElement("button")
  button.type = "button"
  button.textContent = words.open
  button.setAttribute("aria-haspopup", "dialog")
  button.setAttribute("aria-expanded", "false")
  button.onclick = function () { isOpen ? close() : open() }
  root.appendChild(button)
  dress()
  page.body ? show() : page.addEventListener("DOMContentLoaded", show)

  function show() {
    // Beside the body: what it does to everything within, a transform for one, is not done to us.
    page.documentElement.appendChild(box)
    // Who wrote already finds their conversation on the next page, too.
    if (kept() === "open") open(true)
    else if (kept() === "closed") make()
  }

  function dress() {
    var colour = accent(), face = new CSSStyleSheet()
    face.replaceSync(
      "button{position:fixed;bottom:16px;" + side + ":16px;font:500 15px/1.3 system-ui,sans-serif;color:" + on(colour) + ";" +
      "background:" + colour + ";border:1px solid transparent;border-radius:999px;padding:12px 20px;min-height:46px;cursor:pointer;" +
      "box-shadow:0 2px 6px rgb(0 0 0/.12),0 8px 24px rgb(0 0 0/.16)}button:focus-visible{outline:3px solid " + colour + ";outline-offset:3px}" +
      "button[hidden]{display:none}iframe{position:fixed;border:0;background:Canvas;color-scheme:normal;" + side + ":16px;bottom:76px;" +
      "width:min(384px,calc(100vw - 32px));height:min(600px,calc(100dvh - 92px));border-radius:14px;" +
      "box-shadow:0 2px 6px rgb(0 0 0/.12),0 16px 48px rgb(0 0 0/.22)}iframe[hidden]{display:none}" +
      "iframe.whole{inset:0;width:100%;height:100%;border-radius:0}@media print{button,iframe{display:none}}")
    root.adoptedStyleSheets = [face]
  }

  function make() {
    if (frame) return
    frame = page.createElement("iframe")
    frame.title = words.title
    frame.hidden = true
    frame.src = settings.desk + "/chat/" + settings.key + "/?in=" + encodeURIComponent(here) + "&lang=" + encodeURIComponent(language)
    root.insertBefore(frame, button)
    addEventListener("message", hear)
    narrow.addEventListener("change", fit)
    setInterval(tellPage, 2000)
  }

  function open(quietly) {
    make()
    isOpen = true
    frame.hidden = false
    button.setAttribute("aria-expanded", "true")
    fit()
    tell({byhand: "opened", quietly: !!quietly, whole: narrow.matches})
    if (!quietly) frame.focus()
    if (kept()) keep("open")
  }

  function close() {
    isOpen = false
    frame.hidden = true
    button.hidden = false
    button.textContent = words.open
    button.setAttribute("aria-expanded", "false")
    tell({byhand: "closed"})
    button.focus()
    if (kept()) keep("closed")
  }

  function fit() {
    frame.className = narrow.matches ? "whole" : ""
    button.hidden = isOpen && narrow.matches
    if (isOpen) button.textContent = words.close
    tell({byhand: "fits", whole: narrow.matches})
  }

  // Only our own frame is heard, and only it is spoken to.
  function hear(event) {
    if (event.source !== frame.contentWindow || event.origin !== settings.desk || !event.data) return
    var what = event.data.byhand
    if (what === "ready") isReady = true, greet()
    if (what === "close") close()
    if (what === "said") keep(isOpen ? "open" : "closed")
    if (what === "unread" && !isOpen) button.textContent = event.data.count > 0 ? words.answered : words.open
    if (what === "doubt") console.warn("Byhand: " + event.data.why)
  }

  function greet() {
    tell({
      byhand: "host", page: address(), identity: me.getAttribute("data-identity") || "", colour: accent(),
      theme: me.getAttribute("data-theme") || getComputedStyle(box).getPropertyValue("--byhand-chat-theme").trim()
    })
    if (isOpen) tell({byhand: "opened", quietly: true, whole: narrow.matches})
  }

  function tellPage() {
    if (address() !== told) isReady && tell({byhand: "page", page: told = address()})
  }

  function accent() {
    var given = me.getAttribute("data-colour") || getComputedStyle(page.documentElement).getPropertyValue("--byhand-chat-colour").trim()
    return /^#[0-9a-f]{6}$/i.test(given) ? given : settings.colour
  }

  // Black or white, whichever stands out more (WCAG 2.2, relative luminance).
  function on(colour) {
    var light = 0, share = [.2126, .7152, .0722]
    for (var at = 0; at < 3; at++) {
      var part = parseInt(colour.slice(1 + at * 2, 3 + at * 2), 16) / 255
      light += share[at] * (part <= .04045 ? part / 12.92 : Math.pow((part + .055) / 1.055, 2.4))
    }
    return light > .179 ? "#000" : "#fff"
  }

  function address() { return here + location.pathname }
  function tell(what) { isReady && frame.contentWindow.postMessage(what, settings.desk) }
  function set(one, name, value) { one.style.setProperty(name, value, "important") }
  function kept() { try { return sessionStorage.getItem(KEPT) || "" } catch (no) { return "" } }
  function keep(what) { try { sessionStorage.setItem(KEPT, what) } catch (no) { /* then the next page begins closed */ } }
}("SETTINGS")
