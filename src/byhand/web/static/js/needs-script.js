// What only works with a script is hidden in the page and shown here.
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
