{#- The service worker. It keeps the files named here and nothing else, ever: no page with customers' words lies in it. -#}
const NAME = "byhand-{{ mark }}";
const OFFLINE = {{ offline | tojson }};
const ICON = {{ icon_address | tojson }};
const KEPT = {{ kept | tojson }};

addEventListener("install", (event) => {
  // Without cookies, so that what is kept is what anybody would be given.
  const files = [OFFLINE, ...KEPT].map((one) => new Request(one, {credentials: "omit", cache: "reload"}));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((one) => one !== NAME).map((one) => caches.delete(one)));
  event.waitUntil(caches.keys().then(drop).then(() => clients.claim()));
});

// One line at a time: the newer takes the place of the older, and nobody reads here what they are looking at.
addEventListener("push", (event) => event.waitUntil(show(event.data)));

async function show(data) {
  const told = data?.json();
  if (!told) return;
  const open = await clients.matchAll({type: "window"});
  if (open.some((one) => one.focused && new URL(one.url).pathname === told.at)) return;
  await registration.showNotification(told.title, {body: told.body, tag: "byhand", icon: ICON, data: {at: told.at}});
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(new URL(event.notification.data?.at ?? "/", location.origin)));
});

// A page that shows it already comes to the front; no other one is led away from what somebody writes there.
async function lead(to) {
  if (to.origin !== location.origin) return;
  const open = await clients.matchAll({type: "window", includeUncontrolled: true});
  const there = open.find((one) => new URL(one.url).pathname === to.pathname);
  await (there ? there.focus() : clients.openWindow(to));
}

addEventListener("fetch", (event) => {
  const {request} = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (KEPT.includes(address.pathname + address.search)) {
    event.respondWith(caches.match(request.url).then((found) => found || fetch(request)));
  }
});
