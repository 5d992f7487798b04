// A job runs for this cohort: tell how far it is, and show the page anew when it is done.
const place = document.querySelector("[data-progress]");
const status = place.querySelector("[role=status]");
const bar = place.querySelector("progress");
const ask = async () => {
  try {
    // The hub wants the page's secret with whatever a script asks for.
    const answer = await fetch(place.dataset.progress, { cache: "no-store", headers: { "X-Xsrftoken": place.dataset.secret } });
    if (answer.status === 403) return (status.textContent = "로그인이 끝났습니다. 새로 고침을 눌러 주세요. 하던 일은 계속됩니다.");
    const job = await answer.json();
    if (!job.running) return typing() ? (status.textContent = "끝났습니다. 새로 고침을 누르면 결과가 보입니다.") : location.reload();
    if (status.textContent !== job.said) status.textContent = job.said;
    if (job.total) [bar.max, bar.value] = [job.total, job.done];
  } catch {
    // The server may be restarting: ask again later.
  }
  setTimeout(ask, 1500);
};
// Nobody loses a half-written date to a reload.
const typing = () => [...document.querySelectorAll("input[type=datetime-local]")].some((each) => each.value);
setTimeout(ask, 1000);
