// A live app has no origin of its own (see live_handlers.py), so cookies and storage would throw.
Object.defineProperty(document, "cookie", { get: () => "", set: () => {} });
for (const name of ["localStorage", "sessionStorage"]) {
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(String(key)) ?? null,
    setItem: (key, value) => kept.set(String(key), String(value)),
    removeItem: (key) => kept.delete(String(key)),
    clear: () => kept.clear(),
    key: (n) => [...kept.keys()][n] ?? null,
    get length() { return kept.size; },
  };
  Object.defineProperty(window, name, { value: storage });
}
// The frame's words stand in the page in both languages; what the trainee wrote is Korean.
const speak = () => {
  if (new URLSearchParams(location.search).get("lang") !== "en") return;
  for (const each of document.querySelectorAll("[data-en]")) {
    each.textContent = each.dataset.en;
    each.lang = "en";
    delete each.dataset.en;
  }
};
// Say it when the kernel is no longer reached; Voilà itself stays silent.
const lost = (yes) => { document.getElementById("dsi-lost").hidden = !yes; };
let leaving = false;
addEventListener("pagehide", () => { leaving = true; });
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    this.addEventListener("open", () => lost(false));
    this.addEventListener("close", () => { if (!leaving) lost(true); });
  }
};
// A drawn picture has no words of its own: it gets those of the heading it stands under, as in the snapshot.
const describe = () => {
  let heading = document.title;
  for (const each of document.querySelectorAll("#rendered_cells :is(h1, h2, h3, h4), #rendered_cells .jp-RenderedImage img:not([alt])")) {
    if (each.tagName === "IMG") each.alt = `${heading} 그림`;
    else heading = each.textContent.replace("¶", "").trim();
  }
};
addEventListener("DOMContentLoaded", () => {
  speak();
  describe();
  new MutationObserver(describe).observe(document.getElementById("rendered_cells"), { childList: true, subtree: true });
});
