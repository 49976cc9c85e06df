// The live page: keeps the three chats as the server tells them, sends without
// leaving the page. Words that people wrote become text nodes, never markup.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const words = JSON.parse(document.body.dataset.words);
  const lang = document.body.dataset.lang;
  const chats = new Map(); // person -> messages, oldest first
  const seen = JSON.parse(sessionStorage.getItem("seen") || "{}"); // person -> newest message looked at
  const drafts = new Map(); // person -> what they had begun to write
  const maxPhoto = 5 * 1024 * 1024;

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== undefined && child !== false));
    return node;
  }

  // ---- one message, as in page.html ----

  function runs(list) {
    return list.map((run) => {
      if (run.url) {
        return el("a", { class: `link ${run.class || ""}`, href: run.url, target: "_blank", rel: "noopener noreferrer" }, run.text);
      }
      return run.class ? el("span", { class: run.class }, run.text) : document.createTextNode(run.text);
    });
  }

  function blocks(view) {
    return (view.blocks || []).flatMap((block) => {
      const text = el("div", { class: `text ${block.kind}`, dir: "auto" }, ...runs(block.runs));
      return block.kind === "fold" ? [text, el("button", { class: "more act", type: "button" }, words.more)] : [text];
    });
  }

  function meta(view) {
    const when = el("span", { class: "when" });
    if (view.edited) when.append(el("i", {}, words.edited), " ");
    when.append(el("time", { datetime: view.stamp }, view.time));
    if (view.own) {
      const label = view.read ? words.read : words.sent;
      when.append(" ", el("span", { class: "ticks", role: "img", "aria-label": label }, view.read ? "✓✓" : "✓"));
    }
    const reactions = view.reactions && el("span", { class: "reactions", role: "img", "aria-label": `${words.reactions}: ${view.reactions.join(" ")}` },
      ...view.reactions.map((reaction) => el("span", {}, reaction)));
    return el("p", { class: "meta" }, reactions,
      el("a", { class: "act", href: "#", "data-reply": view.id }, words.reply),
      view.own && !view.still && el("a", { class: "act", href: "#", "data-edit": view.id }, words.edit),
      when);
  }

  function bubble(view) {
    const quoted = view.reply && el("a", { class: "quotation", href: `#m${view.user}-${view.reply.id}`, "data-goto": view.reply.id },
      el("b", {}, view.reply.name), el("span", {}, view.reply.text));
    const photo = view.photo && el("a", { class: "photo", href: view.photo, target: "_blank" },
      el("img", { src: view.photo, alt: words.photo, width: 560, height: 360 }));
    const carries = view.carries && el("p", { class: "carries" }, view.carries);
    return el("div", { class: "bubble" }, quoted, photo, carries, ...blocks(view), meta(view));
  }

  function buttons(view) {
    if (!view.rows) return undefined;
    const rows = view.rows.map((row) => el("div", { class: "row" }, ...row.map((button) => button.url
      ? el("a", { class: "button", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text)
      : el("button", { class: "button", name: "data", value: button.data || "" }, button.text))));
    return el("form", { class: "buttons", method: "post", action: `press?lang=${lang}`, "data-live": "press" },
      el("input", { type: "hidden", name: "user", value: view.user }),
      el("input", { type: "hidden", name: "message", value: view.id }), ...rows);
  }

  function message(view) {
    return el("li", {
      class: view.own ? "message own" : "message", id: `m${view.user}-${view.id}`,
      "data-id": view.id, "data-version": view.version, "data-day": view.day, "data-topic": view.topic,
    }, bubble(view), buttons(view));
  }

  // ---- one phone ----

  class Column {
    constructor(section) {
      this.section = section;
      this.key = section.dataset.key;
      this.user = section.dataset.user;
      this.people = [...section.querySelectorAll(".person")];
      this.list = section.querySelector(".messages");
      this.empty = section.querySelector(".empty");
      this.down = section.querySelector(".down");
      this.toastBox = section.querySelector(".toast");
      this.composer = section.querySelector(".composer");
      this.text = this.composer.elements.text;
      this.file = this.composer.elements.photo;
      this.target = section.querySelector(".target:not(.file)");
      this.fileBar = section.querySelector(".target.file");
      this.menu = section.querySelector(".menu");
      this.stick = true; // the reader is at the newest message
      this.list.addEventListener("scroll", () => this.scrolled());
      new ResizeObserver(() => this.settle()).observe(this.list);
      this.down.addEventListener("click", () => this.toEnd());
      this.toastBox.querySelector("button").addEventListener("click", () => { this.toastBox.hidden = true; });
      this.file.addEventListener("change", () => this.attached());
      this.text.addEventListener("keydown", (event) => this.key_(event));
      this.text.addEventListener("paste", (event) => this.pasted(event));
      this.fit();
      this.text.addEventListener("input", () => this.fit());
      this.toEnd();
    }

    get visible() { return this.section.getClientRects().length > 0 && !document.hidden; }

    scrolled() {
      this.stick = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 48;
      if (this.stick) this.down.hidden = true;
    }

    settle() { if (this.stick) this.toEnd(); }

    toEnd() {
      this.stick = true;
      this.down.hidden = true;
      this.list.scrollTop = this.list.scrollHeight;
    }

    // draw makes the list what the server said, touching only what differs.
    draw() {
      const views = chats.get(this.user) || [];
      const present = new Map([...this.list.children].map((node) => [node.dataset.id, node]));
      let at = this.list.firstElementChild;
      const first = !at;
      let added = false;
      for (const view of views) {
        let node = present.get(String(view.id));
        present.delete(String(view.id));
        if (!node) {
          node = message(view);
          node.classList.add("new");
          added = true;
          if (view.own) this.stick = true;
          this.list.insertBefore(node, at);
        } else if (node.dataset.version !== view.version) {
          const fresh = message(view);
          const focused = node.contains(document.activeElement);
          if (at === node) at = fresh;
          node.replaceWith(fresh);
          node = fresh;
          if (focused) (fresh.querySelector(".button") || this.list).focus({ preventScroll: true });
        }
        at = node.nextElementSibling;
      }
      for (const node of present.values()) node.remove();
      this.empty.hidden = views.length > 0;
      const answerable = views.some((view) => !view.own);
      for (const chip of this.section.querySelectorAll(`.prepared[data-user="${this.user}"] [data-answer]`)) chip.disabled = !answerable;
      const last = views[views.length - 1];
      if (added && last && last.asks) this.aim(last, null, first); // as a messenger does
      if (this.stick) this.toEnd();
      else if (added) this.down.hidden = false;
      this.mark();
    }

    // mark counts what nobody has looked at, for hidden people and hidden columns.
    mark() {
      const shown = (chats.get(this.user) || []).map((view) => view.id); // a group's go by threads
      if (shown.length > 0 && this.visible) {
        seen[this.user] = Math.max(seen[this.user] || 0, ...shown);
        sessionStorage.setItem("seen", JSON.stringify(seen));
      }
      let total = 0;
      for (const tab of this.people) {
        const count = unread(tab.dataset.user);
        const badge = tab.querySelector(".unread");
        total += count;
        badge.hidden = count === 0;
        badge.textContent = count;
        badge.title = `${count} ${words.unread}`;
      }
      const dot = document.querySelector(`.tabs [data-key="${this.key}"] .dot`);
      dot.hidden = total === 0;
      dot.textContent = total;
      dot.title = `${total} ${words.unread}`;
    }

    // show opens another person's chat in this column.
    show(user) {
      drafts.set(this.user, this.text.value);
      this.user = user;
      this.section.dataset.user = user;
      this.composer.elements.user.value = user;
      for (const tab of this.people) {
        if (tab.dataset.user === user) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
        if (tab.dataset.user !== user) continue;
        this.list.setAttribute("aria-label", tab.dataset.name);
        this.empty.textContent = tab.dataset.empty;
        this.menu.hidden = "group" in tab.dataset; // in a group the bot listens to nothing else
      }
      for (const group of this.section.querySelectorAll(".prepared")) group.hidden = group.dataset.user !== user;
      this.aim();
      this.toastBox.hidden = true;
      this.text.value = drafts.get(user) || "";
      this.fit();
      this.list.replaceChildren();
      this.stick = true;
      this.draw();
      address();
    }

    view(id) { return (chats.get(this.user) || []).find((view) => view.id === Number(id)); }

    // aim chooses the message that the next one answers or replaces, quietly where nobody asked for it.
    aim(reply, edit, quiet) {
      const fields = this.composer.elements;
      if (fields.message.value && !edit) this.text.value = "";
      fields.reply.value = reply ? reply.id : "";
      fields.message.value = edit ? edit.id : "";
      this.target.hidden = !reply && !edit;
      const [bold, line] = this.target.querySelectorAll("b, p > span");
      if (edit) {
        bold.textContent = words.editing;
        line.textContent = edit.plain || "";
        this.text.value = edit.plain || "";
      } else if (reply) {
        const node = this.list.querySelector(`[data-id="${reply.id}"]`);
        bold.textContent = words.replying;
        line.textContent = plain(reply) || (node && reply.photo ? words.photo : "");
      }
      this.fit();
      if ((reply || edit) && !quiet) this.text.focus();
    }

    attached() {
      const file = this.file.files[0];
      if (file && file.size > maxPhoto) {
        this.file.value = "";
        this.toast(words.big);
      }
      const kept = this.file.files[0];
      this.fileBar.hidden = !kept;
      this.fileBar.querySelector("p > span").textContent = kept ? kept.name : "";
      if (kept) this.text.focus();
    }

    pasted(event) {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.file.files = event.clipboardData.files;
      this.attached();
    }

    key_(event) {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.composer.requestSubmit(this.composer.querySelector(".send"));
      } else if (event.key === "Escape") {
        this.aim();
      }
    }

    // fit lets the box grow with its text where the browser doesn't do it alone.
    fit() {
      if (CSS.supports("field-sizing", "content")) return;
      this.text.style.height = "auto";
      this.text.style.height = `${this.text.scrollHeight + 2}px`;
    }

    toast(text, alert) {
      clearTimeout(this.fading);
      this.toastBox.hidden = true; // what was said before is over
      if (!text) return;
      this.toastBox.querySelector("p").textContent = text;
      this.toastBox.querySelector("button").hidden = !alert;
      this.toastBox.hidden = false;
      if (!alert) this.fading = setTimeout(() => { this.toastBox.hidden = true; }, 5000);
    }

    async submit(form, submitter) {
      if (form.dataset.busy) return;
      form.dataset.busy = "1";
      if (submitter) submitter.classList.add("pressed");
      try {
        await this.post(form, submitter);
      } finally {
        delete form.dataset.busy;
        if (submitter) submitter.classList.remove("pressed");
      }
    }

    async post(form, submitter) {
      const own = form === this.composer;
      const command = own && submitter && submitter.name === "command";
      const editing = own && !command && this.composer.elements.message.value !== "";
      const data = new FormData(form, submitter);
      if (command) data.delete("photo");
      if (!own && form.dataset.live === "send") data.set("reply", this.composer.elements.reply.value);
      const aimed = this.composer.elements.reply.value;
      const path = form.dataset.live === "press" ? "press" : editing ? "edit" : "send";
      const result = await act(`${path}?lang=${lang}`, data);
      if (command) this.menu.open = false;
      this.toast(result.problem || result.toast, result.alert);
      if (result.problem || path === "press" || command) return;
      if (own) {
        this.text.value = "";
        this.file.value = "";
        this.attached();
      }
      if (this.composer.elements.reply.value === aimed) this.aim(); // else the bot asked meanwhile
    }
  }

  async function act(path, data) {
    try {
      const answer = await fetch(path, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const type = answer.headers.get("Content-Type") || "";
      return type.startsWith("application/json") ? await answer.json() : { problem: words.refused };
    } catch {
      return { problem: words.refused };
    }
  }

  function plain(view) {
    return (view.blocks || []).flatMap((block) => block.runs.map((run) => run.text)).join(" ");
  }

  // unread counts what the bot wrote after the person last wrote or looked.
  function unread(user) {
    let from = seen[user] || 0;
    const views = chats.get(user) || [];
    for (const view of views) if (view.own) from = Math.max(from, view.id);
    return views.filter((view) => !view.own && view.id > from).length;
  }

  const columns = [...document.querySelectorAll(".column")].map((section) => new Column(section));
  const columnOf = (node) => columns.find((column) => column.section.contains(node));

  // address keeps what is open in the address bar and in the links that lead on.
  function address() {
    const query = (changed) => {
      const search = new URLSearchParams({ lang });
      for (const column of columns) {
        const user = column === changed?.column ? changed.user : column.user;
        if (user !== column.people[0].dataset.user) search.set(column.key, user);
      }
      return `?${search}`;
    };
    history.replaceState(null, "", query() + location.hash);
    for (const column of columns) {
      for (const tab of column.people) tab.href = `${query({ column, user: tab.dataset.user })}#${column.key}`;
    }
  }

  // place marks which column a phone shows, and that it has been looked at.
  function place() {
    const key = location.hash.slice(1);
    const open = columns.find((column) => column.key === key) || columns[0];
    for (const tab of document.querySelectorAll(".tabs a")) {
      if (tab.dataset.key === open.key) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    for (const column of columns) {
      column.settle();
      column.mark();
    }
  }

  function jump(column, id) {
    const node = column.list.querySelector(`[data-id="${Number(id)}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("found");
    void node.offsetWidth; // begins the flash anew
    node.classList.add("found");
  }

  document.addEventListener("submit", (event) => {
    const clock = event.target.closest("form[data-clock]");
    if (clock) {
      event.preventDefault();
      act(`clock?lang=${lang}`, new FormData(clock, event.submitter));
      return;
    }
    const form = event.target.closest("form[data-live]");
    if (!form) return;
    event.preventDefault();
    columnOf(form).submit(form, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    for (const column of columns) if (!column.menu.contains(event.target)) column.menu.open = false;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = on(".person, [data-reply], [data-edit], [data-cancel], [data-drop], [data-goto], .more");
    if (!link) return;
    event.preventDefault();
    const column = columnOf(link);
    if (link.matches(".person")) column.show(link.dataset.user);
    else if (link.matches("[data-reply]")) column.aim(column.view(link.dataset.reply));
    else if (link.matches("[data-edit]")) column.aim(undefined, column.view(link.dataset.edit));
    else if (link.matches("[data-cancel]")) column.aim();
    else if (link.matches("[data-goto]")) jump(column, link.dataset.goto);
    else if (link.matches(".more")) { link.previousElementSibling.classList.add("open"); link.remove(); }
    else { column.file.value = ""; column.attached(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const column of columns) {
      if (column.menu.open && column.menu.contains(event.target)) column.menu.querySelector("summary").focus();
      column.menu.open = false;
    }
  });

  const hint = document.querySelector(".hint");
  let step = hint.textContent;
  const source = new EventSource(`events?lang=${lang}`);
  source.onmessage = (event) => {
    const update = JSON.parse(event.data);
    if (update.hint) {
      step = update.hint;
      if (hint.textContent !== step) hint.textContent = step;
      return;
    }
    if (update.time) {
      document.querySelector(".now").textContent = update.time;
      return;
    }
    chats.set(String(update.user), update.views || []);
    for (const column of columns) {
      if (column.user === String(update.user)) column.draw();
      else if (column.people.some((tab) => tab.dataset.user === String(update.user))) column.mark();
    }
  };
  source.onerror = () => { hint.textContent = words.lost; root.classList.add("lost"); };
  source.onopen = () => { hint.textContent = step; root.classList.remove("lost"); };

  addEventListener("hashchange", place);
  addEventListener("resize", place);
  document.addEventListener("visibilitychange", place);
  address();
  place();
})();
