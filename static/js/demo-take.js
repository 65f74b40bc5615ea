// On every page of the demo: a code clicked on the page of barcodes is typed here, as a scanner would, if this is the
// page with a scanning field that was used last.
const me = String(Math.random()).slice(2);
const channel = new BroadcastChannel("pickpack-scan");

function field() {
  const now = document.activeElement;
  if (now && now.matches("form[data-scan] input[name=raw], form[data-signin] input[name=badge]")) return now;
  return document.querySelector("form[data-scan] input[name=raw], form[data-signin] input[name=badge]");
}

function claim() {
  if (field()) localStorage.setItem("pickpack-screen", me);
}

claim();
addEventListener("focus", claim);
addEventListener("pointerdown", claim);

channel.addEventListener("message", (e) => {
  const { code, to } = e.data;
  const input = field();
  if (!code || to !== me || !input) return;
  input.focus();
  input.value = code;
  input.dispatchEvent(new InputEvent("input", { bubbles: true, data: code, inputType: "insertText" }));
  const enter = new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true });
  // Nobody took the Enter: the plain form is sent, as the browser would.
  if (input.dispatchEvent(enter)) input.form.requestSubmit();
  channel.postMessage({ took: code, title: document.title });
});
