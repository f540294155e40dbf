// What only works with a script is hidden in the page and shown here, also in what took the place of another page.
const show = within => within.querySelectorAll("[data-needs-script]").forEach(part => { part.hidden = false })

show(document)
document.addEventListener("htmx:afterSettle", event => show(event.target))
