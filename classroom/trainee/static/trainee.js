// A button that was pressed says so and is not pressed twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const button = form.querySelector("button");
  const words = button.innerHTML;
  form.addEventListener("submit", () => {
    button.textContent = form.dataset.busy;
    setTimeout(() => { button.disabled = true; });
  });
  // Coming back by the browser's button shows the page as it was left.
  addEventListener("pageshow", () => { button.disabled = false; button.innerHTML = words; });
}

// A check runs: show the page anew when it is done.
const waiting = document.querySelector("[data-wait]");
const ask = async () => {
  try {
    // The hub wants the page's secret with whatever a script asks for.
    const headers = { "X-XSRFToken": waiting.dataset.secret };
    const answer = await (await fetch(waiting.dataset.wait, { cache: "no-store", headers })).json();
    if (!answer.running) return location.reload();
  } catch {
    // The server may be restarting: ask again later.
  }
  setTimeout(ask, 1500);
};
if (waiting) setTimeout(ask, 1000);
