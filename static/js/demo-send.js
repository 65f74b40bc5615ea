// The page of barcodes: a click sends the code to the scanning page of this browser that was used last.
const channel = new BroadcastChannel("pickpack-scan");
const sent = document.querySelector("[data-sent]");
let timer = 0;

channel.addEventListener("message", (e) => {
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
