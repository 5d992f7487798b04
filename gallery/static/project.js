// The snapshot is sandboxed and cannot be measured from here: it tells its height itself.
const frame = document.getElementById("snapshot");
addEventListener("message", (event) => {
  const height = Number(event.data && event.data.snapshotHeight);
  if (event.source === frame.contentWindow && height > 0) {
    frame.style.height = `${Math.min(Math.ceil(height) + 2, 30000)}px`;
  }
});
// Another region is another picture in the same frame: no new page, no kernel.
const choice = document.getElementById("region");
if (choice) {
  choice.form.querySelector("button").hidden = true;
  choice.addEventListener("change", () => {
    const picked = choice.selectedOptions[0];
    frame.src = picked.dataset.snapshot;
    frame.title = `${picked.text} 분석 결과`;
    document.getElementById("shown").textContent = picked.text;
    document.querySelector(".try input").value = choice.value;
    history.replaceState(null, "", `?region=${encodeURIComponent(choice.value)}`);
  });
}
