// The desk as an app: its worker keeps stylesheets, scripts and one page that says there is no connection.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/worker.js").catch(() => {}));
}
