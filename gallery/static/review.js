// Something runs for this submission: tell how far it is, and show the page anew when it is done.
const places = [...document.querySelectorAll("[data-progress]")];
const ask = async () => {
  try {
    const answer = await (await fetch(places[0].dataset.progress, { cache: "no-store" })).json();
    if (!answer.running) return typing() ? offer() : location.reload();
    if (answer.line) places[0].querySelector("span").textContent = answer.line;
  } catch {
    // The server may be restarting: ask again later.
  }
  setTimeout(ask, 1500);
};
// Nobody loses a half-written comment to a reload.
const typing = () => [...document.querySelectorAll("textarea[name=why]")].some((each) => each.value);
const offer = () => { places[0].querySelector("span").textContent = places[0].dataset.done || "✓"; };
setTimeout(ask, 1000);
