// On every page of the demo: a code clicked on the page of barcodes is typed here, as a scanner would, if this is the
// page with a scanning field that was used last; and the page of barcodes is told what this one asks for.
const me = String(Math.random()).slice(2);
const channel = new BroadcastChannel("pickpack-scan");
const fields = "form[data-scan] input[name=raw], form[data-signin] input[name=badge]";
const told = ["step", "bin", "sku", "lot", "serial", "need", "tote", "slot", "drop", "expected"];

function field() {
  const now = document.activeElement;
  return now && now.matches(fields) ? now : document.querySelector(fields);
}

const mine = () => localStorage.getItem("pickpack-screen") === me;

function claim() {
  if (!field()) return;
  localStorage.setItem("pickpack-screen", me);
  tell();
}

// tell says what the screen asks for, in its own data- attributes.
function tell() {
  const screen = document.getElementById("screen");
  if (!screen || !field() || !mine()) return;
  const asks = {};
  for (const name of told) if (screen.dataset[name]) asks[name] = screen.dataset[name];
  const orders = [...screen.querySelectorAll("tr[data-order]")].map((row) => row.dataset.order);
  if (orders.length) asks.orders = orders.slice(0, 4).join(",");
  channel.postMessage({ asks });
}

claim();
addEventListener("focus", claim);
addEventListener("pointerdown", claim);
new MutationObserver(tell).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-step", "data-need"] });

channel.addEventListener("message", (e) => {
  const { code, to, hello } = e.data;
  if (hello) tell();
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
