"use strict";
document.documentElement.classList.add("js");

// Keys move the focus, or press what names them in data-key: what is done is done by
// the buttons and links themselves.
{
  const first = (selector) => document.querySelector(selector)?.focus();
  const step = (by) => {
    const links = [...document.querySelectorAll(".list > li > a")];
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => document.activeElement.closest(".list > li")?.querySelector("[type=checkbox]")?.click(),
    e: () => first("textarea#text"),
    r: () => first('.acts form[action$="/sort"] select'),
    a: () => first('.acts form[action$="/assign"] select'),
    "/": () => first("#q"),
    "?": () => document.querySelector("#keys")?.showModal(),
  };
  // Where the layout has no Latin letters, the place of the key counts.
  const named = (e) => /^[a-z0-9/?]$/.test(e.key) ? e.key : /^Key[A-Z]$/.test(e.code) ? e.code[3].toLowerCase() : "";
  const press = (named) => {
    const target = named && document.querySelector(`[data-key="${named}"]`);
    if (!target) return false;
    target.matches("a, button") ? target.click() : target.focus();
    return true;
  };

  document.addEventListener("keydown", (e) => {
    if (e.repeat && e.key !== "j" && e.key !== "k" || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest("input, textarea, select, dialog")) return;
    const key = named(e);
    if (!press(key)) {
      if (!keys[key]) return;
      keys[key]();
    }
    e.preventDefault();
  });
}
