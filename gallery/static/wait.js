// Press the button again once a seat is free. The pause differs from visitor to visitor, so that not all come at once.
const ask = async () => {
  try {
    const answer = await fetch("/live/seats", { cache: "no-store" });
    if ((await answer.json()).free > 0) return document.getElementById("start").submit();
  } catch (error) {
    // The server may be restarting: ask again later.
  }
  setTimeout(ask, 3000 + Math.random() * 3000);
};
setTimeout(ask, 1000 + Math.random() * 3000);
