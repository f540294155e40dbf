// Moments in the visitor's own time zone: a time that is said by our clock would be the wrong one for half the world.

const language = document.documentElement.lang || undefined
const said = new Intl.DateTimeFormat(language, {weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit"})

export function inTheirTime(part) {
  for (const one of part.querySelectorAll("time[datetime], #at option[value]")) {
    const at = new Date(one.dateTime ?? one.value)
    if (!Number.isNaN(at.getTime()) && (one.dateTime || one.value)) one.textContent = said.format(at)
  }
}

inTheirTime(document)
const zone = document.getElementById("zone")
if (zone) zone.textContent = zone.dataset.yours.replace("{zone}", Intl.DateTimeFormat().resolvedOptions().timeZone)
