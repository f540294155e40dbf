// Offers the clock of this browser to whoever has said none. Nothing is kept before they press the button.

const choice = document.querySelector("[data-own-clock] select")
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (choice && !choice.value && [...choice.options].some(one => one.value === zone)) choice.value = zone
