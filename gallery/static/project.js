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
    // replace(), not src: going back leaves the page instead of the region.
    frame.contentWindow.location.replace(picked.dataset.snapshot);
    frame.title = picked.dataset.title;
    const shown = document.getElementById("shown");
    if (shown) shown.textContent = picked.text;
    const tried = document.querySelector(".try input");
    if (tried) tried.value = choice.value;
    const place = new URL(location.href);
    place.searchParams.set("region", choice.value);
    history.replaceState(null, "", place);
  });
}
const print = document.getElementById("print");
if (print) {
  print.closest("li").hidden = false;
  print.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // a page without TLS has no clipboard
    }
    button.nextElementSibling.textContent = button.dataset.done;
  });
}
