// The snapshot is sandboxed and cannot be measured from here: it tells its height itself.
const frame = document.getElementById("snapshot");
addEventListener("message", (event) => {
  const height = Number(event.data && event.data.snapshotHeight);
  if (event.source === frame.contentWindow && height > 0) {
    frame.style.height = `${Math.min(Math.ceil(height) + 2, 30000)}px`;
  }
});
const choice = document.querySelector(".switch select");
if (choice) {
  choice.form.querySelector("button").hidden = true;
  choice.addEventListener("change", () => choice.form.submit());
}
