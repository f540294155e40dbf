// A password being chosen may be looked at: typing blind twice finds fewer slips than reading once.
for (const input of document.querySelectorAll("input[data-can-be-shown]")) {
  const words = document.documentElement.lang.startsWith("de") ? ["Zeigen", "Verbergen"] : ["Show", "Hide"];
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words[0] });
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = words[shown ? 1 : 0];
    button.setAttribute("aria-pressed", String(shown));
  });
  const row = Object.assign(document.createElement("span"), { className: "secret" });
  input.before(row);
  row.append(input, button);
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}
