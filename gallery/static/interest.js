// A person is here and no crawler, for a crawler moves no pointer: have the app open before its button is pressed.
const form = document.querySelector("form[action^='/live/']");
let person = false;
const tell = () => {
  if (!person) return;
  const asked = { method: "POST", body: new URLSearchParams(new FormData(form)) };
  fetch(`${form.getAttribute("action")}/interest`, asked).catch(() => {});
};
const come = () => {
  if (person) return;
  person = true;
  tell();
};
for (const sign of ["pointermove", "pointerdown", "touchstart", "keydown"]) {
  addEventListener(sign, come, { once: true, passive: true });
}
const place = document.getElementById("region");
if (place) place.addEventListener("change", tell); // after project.js, which writes the region into the form
// An app that is not open yet has to run first: say that the button was heard, and take no second press.
const button = form.querySelector("button");
const words = button.textContent;
form.addEventListener("submit", () => {
  button.textContent = button.dataset.opening;
  button.disabled = true;
});
addEventListener("pageshow", () => { // also when a visitor comes back from the app
  button.textContent = words;
  button.disabled = false;
});
