// A passkey that was not used, for whatever reason, is said in the page and not in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey_trouble");
  if (words) words.hidden = false;
});
