{#- The service worker. It keeps the files named here and nothing else, ever: no page with customers' words lies in it. -#}
const NAME = "byhand-{{ mark }}";
const OFFLINE = {{ offline | tojson }};
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
