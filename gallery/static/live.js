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
