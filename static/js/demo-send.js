// The page of barcodes: a click sends the code to the scanning page of this browser that was used last, and what that page
// asks for is shown on top.
const channel = new BroadcastChannel("pickpack-scan");
const sent = document.querySelector("[data-sent]");
const next = document.querySelector("[data-next]");
let timer = 0, shown = null;

// show draws the codes for what a screen asks for. An answer that was overtaken by a newer question is dropped.
async function show(asks) {
  const query = new URLSearchParams(asks).toString();
  if (query === shown) return;
  shown = query;
  const answer = await fetch("/demo/next?" + query, { headers: { "HX-Request": "true" } });
  const html = await answer.text();
  if (query === shown) next.innerHTML = html;
}

channel.addEventListener("message", (e) => {
  if (e.data.asks) show(e.data.asks);
  if (!e.data.took) return;
  clearTimeout(timer);
  sent.textContent = `${e.data.took} was typed into “${e.data.title}”.`;
});

document.addEventListener("click", (e) => {
  const card = e.target.closest("[data-code]");
  if (!card) return;
  const code = card.dataset.code;
  for (const other of document.querySelectorAll(".code.on")) other.classList.remove("on");
  card.classList.add("on");
  channel.postMessage({ code, to: localStorage.getItem("pickpack-screen") });
  clearTimeout(timer);
  timer = setTimeout(() => {
    sent.textContent = "No scanning page is open in this browser: use “Open a screen” first.";
  }, 600);
});

channel.postMessage({ hello: true });
