"use strict";

// What has changed on the board since it was opened gets a quiet mark, and is said once.
{
  const board = () => document.querySelector("#board");
  const figures = () => [...document.querySelectorAll("#board [data-figure]")];
  const counts = () => new Map(figures().map((f) => [f.id, f.textContent.trim()]));
  const named = (f) => f.closest("dl > div")?.querySelector("dt")?.textContent;
  const anew = (shown) => { const p = document.querySelector("#anew"); if (p) p.hidden = !shown; };

  const opened = counts();
  let shown = opened;

  const mark = (f) => {
    const word = document.createElement("span");
    word.className = "unseen";
    word.textContent = " " + board().dataset.changed;
    f.append(word);
    f.classList.add("new");
  };
  const drawn = () => {
    const now = counts();
    const news = figures().filter((f) => named(f) && now.get(f.id) !== shown.get(f.id));
    const said = news.map((f) => named(f) + " " + now.get(f.id));
    figures().filter((f) => now.get(f.id) !== opened.get(f.id)).forEach(mark);
    shown = now;
    if (said.length) document.querySelector("#news").textContent = board().dataset.news + " " + said.join(", ");
  };

  if (board()) {
    document.body.addEventListener("htmx:afterSettle", (e) => { if (e.target.id === "board") drawn(); });
    document.body.addEventListener("htmx:sseOpen", () => anew(false));
    document.body.addEventListener("htmx:sseError", () => anew(true));
    document.body.addEventListener("htmx:sseClose", (e) => { if (e.detail.type === "message") anew(true); });
  }
}
