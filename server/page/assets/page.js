// The page is complete without this module. It fetches nothing but pages and suggestions of this server, and keeps
// nothing but the choice about keys.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const words = document.body.dataset; // in the language of the page
const number = (n) => n.toLocaleString(document.documentElement.lang);

const give = (node, attributes) => Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  give(node, attributes);
  node.append(...children);
  return node;
}

// One short live status for everything.
const live = element("p", { role: "status", class: "hide" });
document.body.append(live);
const say = (text) => { live.textContent = text; };
const hush = () => all("main [role=status]").forEach((p) => p.removeAttribute("role"));

/* Answers in place */

const seen = new Map(); // the last addresses and their pages: Back needs no waiting
const keep = 12;
let latest = 0; // the number of the last question: answers of earlier ones are late
let asking; // aborts its request

async function fetched(address) {
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(address, { signal: asking.signal });
  if (!/^text.html/.test(answer.headers.get("Content-Type"))) throw new Error("no page");
  return { address: answer.redirected ? answer.url : address, text: await answer.text() };
}

// show replaces the results by those of an address; if that fails, the browser goes there.
async function show(address, { back = false, y = 0 } = {}) {
  const turn = ++latest;
  one(".results")?.setAttribute("aria-busy", "true");
  let page = back && seen.get(address);
  try {
    page ||= await fetched(address);
  } catch (fault) {
    if (turn === latest && fault.name !== "AbortError") location.assign(address);
    return;
  }
  if (turn !== latest) return;
  const next = new DOMParser().parseFromString(page.text, "text/html");
  if (!one(".results", next)) {
    location.assign(address);
    return;
  }
  remember(page);
  const focus = place(document.activeElement);
  const open = opened();
  one(".columns").replaceWith(one(".columns", next));
  document.title = next.title;
  refill(next);
  if (!back) history.pushState({ y: 0 }, "", page.address);
  reopen(open);
  improve();
  say(one("#status")?.textContent.trim() ?? document.title);
  if (back) scrollTo(0, y);
  else refocus(focus);
}

function remember(page) {
  seen.delete(page.address);
  seen.set(page.address, page);
  if (seen.size > keep) seen.delete(seen.keys().next().value);
}

// refill gives the box and the links of the frame what the new page has.
function refill(next) {
  const ask = one("#ask");
  const fresh = one("#ask", next);
  all("input[type=hidden]", ask).forEach((input) => input.remove());
  ask.append(...all("input[type=hidden]", fresh));
  if (document.activeElement !== box) box.value = one("#q", next).value;
  for (const node of all("[data-frame]")) {
    const other = one(`[data-frame=${node.dataset.frame}]`, next);
    if (other) node.replaceWith(other);
  }
}

// place says where the focus is, to find it again in the new page.
function place(node) {
  if (!node?.closest(".columns")) return node === box ? "" : null;
  if (node.id) return `#${CSS.escape(node.id)}`;
  if (node.name) return `[name="${CSS.escape(node.name)}"][value="${CSS.escape(node.value)}"]`;
  const field = node.closest("fieldset")?.id;
  const value = node.closest(".row")?.querySelector("input")?.value;
  if (field && value) return `#${field} input[value="${CSS.escape(value)}"]`;
  return null;
}

function refocus(selector) {
  if (selector === "") return;
  const same = selector && one(selector);
  if (same) return same.focus({ preventScroll: true });
  focusOn(one("#found"));
  scrollTo(0, 0);
}

function focusOn(node) { // which no key leads to
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
}

const fold = (details) => `${details.closest("fieldset")?.id ?? ""} ${details.className}`;
const opened = () => new Set(all(".columns details[open]").map(fold));
const reopen = (open) => all(".columns details").forEach((details) => { if (open.has(fold(details))) details.open = true; });

const inPlace = () => one(".columns .results") !== null;
const plain = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !inPlace() || !plain(event) || link.target || link.hasAttribute("download")) return;
  const href = link.getAttribute("href") ?? link.href.baseVal;
  if (!href?.startsWith("/search?") && href !== "/search" || !link.closest(".columns")) return;
  event.preventDefault();
  show(new URL(href, location.href).href);
});

const form = one("#ask");
form?.addEventListener("submit", (event) => {
  close();
  if (leaving) event.preventDefault();
  if (leaving || !inPlace()) return;
  event.preventDefault();
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
  show(new URL(`${form.getAttribute("action")}?${asked}`, location.href).href);
});

if (inPlace()) {
  history.scrollRestoration = "manual";
  if (history.state?.y) scrollTo(0, history.state.y);
  addEventListener("popstate", (event) => show(location.href, { back: true, y: event.state?.y ?? 0 }));
  addEventListener("scrollend", () => history.replaceState({ y: scrollY }, ""));
  remember({ address: location.href, text: `<!doctype html>${document.documentElement.outerHTML}` });
}

/* Suggestions: a combobox with a list (WAI-ARIA Authoring Practices) */

const box = one("#q");
const list = element("ul", { id: "completions", role: "listbox", hidden: "", "aria-label": words.completions ?? "" });
let typed = 0;
let leaving = false;
let typing; // aborts the last request

if (box) {
  box.closest("form").append(list);
  give(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "completions" });
  box.addEventListener("input", (event) => { if (!event.isComposing) complete(); });
  box.addEventListener("compositionend", complete);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", choose);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
}

async function complete() {
  const turn = ++typed;
  typing?.abort();
  if (box.value.trim() === "") return close();
  typing = new AbortController();
  try {
    const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(box.value)}`, { signal: typing.signal });
    if (!answer.ok) return close();
    const [, texts, descriptions, addresses] = await answer.json();
    if (turn === typed && document.activeElement === box) offer(texts, descriptions, addresses);
  } catch {
    if (turn === typed) close(); // the box works without
  }
}

function offer(texts, descriptions, addresses) {
  list.replaceChildren(...texts.map((text, n) => element("li", { role: "option", id: `completion-${n}`, "aria-selected": "false", "data-address": addresses[n] },
    element("bdi", {}, text), element("span", { class: "n" }, descriptions[n]))));
  list.hidden = texts.length === 0;
  box.ariaExpanded = String(!list.hidden);
  box.removeAttribute("aria-activedescendant");
}

function close() {
  typing?.abort();
  typed++;
  list.hidden = true;
  if (!box) return;
  box.ariaExpanded = "false";
  box.removeAttribute("aria-activedescendant");
}

function choose(event) {
  const options = all("[role=option]", list);
  const at = options.findIndex((option) => option.ariaSelected === "true");
  if (event.isComposing || list.hidden && event.key !== "ArrowDown") return;
  switch (event.key) {
    case "ArrowDown":
      if (list.hidden) complete();
      else mark(options, at + 1 < options.length ? at + 1 : -1);
      break;
    case "ArrowUp":
      mark(options, at < 0 ? options.length - 1 : at - 1);
      break;
    case "Enter":
      if (at < 0) return;
      take(options[at]);
      break;
    case "Escape":
      close();
      break;
    default:
      return;
  }
  event.preventDefault();
}

function mark(options, at) {
  options.forEach((option, n) => { option.ariaSelected = String(n === at); });
  if (at >= 0) box.setAttribute("aria-activedescendant", options[at].id);
  else box.removeAttribute("aria-activedescendant");
}

function take(option) {
  if (!option) return;
  close();
  const address = new URL(option.dataset.address, location.href);
  const ui = new URLSearchParams(location.search).get("ui");
  if (ui) address.searchParams.set("ui", ui);
  box.value = address.searchParams.get("q") ?? "";
  if (inPlace()) return show(address.href);
  leaving = true; // the same key may still submit the form
  location.assign(address);
}

/* A box over long lists of filters */

const longList = 10;
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

function sift(fieldset) {
  const rows = all(".row", fieldset);
  if (rows.length <= longList || one(".sift", fieldset)) return;
  const title = one("legend", fieldset).textContent;
  const input = element("input", { type: "search", class: "sift", "aria-label": `${words.sift} ${title}`, placeholder: words.sift, autocomplete: "off", id: `sift-${fieldset.id}` });
  input.addEventListener("input", () => {
    const wanted = folded(input.value.trim());
    let found = 0;
    for (const row of rows) {
      row.hidden = !folded(one("bdi", row).textContent).includes(wanted);
      if (!row.hidden) found++;
    }
    for (const group of all(".group .row", fieldset)) { // stays over what is left of it
      const under = group.parentElement.nextElementSibling;
      if (under?.matches(".under") && all(".row", under).some((row) => !row.hidden)) group.hidden = false;
    }
    all("details.more", fieldset).forEach((details) => { details.open = wanted !== "" || details.open; });
    say(wanted && words.found.replace("{n}", number(found)));
  });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  one("legend", fieldset).after(input);
}

/* A span drawn on the timeline */

const least = 6; // pixels: less is a click

function drawn(svg) {
  let from = null;
  const veil = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  veil.setAttribute("class", "span");
  const scale = () => svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => { if (event.button === 0 && event.pointerType !== "touch") from = event.clientX; });
  svg.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientX - from) < least) return;
    svg.setPointerCapture(event.pointerId);
    const left = Math.min(from, event.clientX) - svg.getBoundingClientRect().left;
    give(veil, { x: left * scale(), width: Math.abs(event.clientX - from) * scale(), height: svg.viewBox.baseVal.height });
    svg.append(veil);
  });
  svg.addEventListener("pointerup", (event) => {
    const [a, b] = [from, event.clientX].sort((x, y) => x - y);
    const far = from !== null && b - a >= least;
    from = null;
    veil.remove();
    if (!far) return;
    svg.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => svg.dispatchEvent(new MouseEvent("click")), 0); // none follows off its bar
    narrow(all("a", svg).filter((bar) => { const { left, right } = bar.getBoundingClientRect(); return right > a && left < b; }));
  });
  svg.addEventListener("pointercancel", () => { from = null; veil.remove(); });
}

function narrow(bars) {
  if (bars.length === 0) return;
  const spans = bars.map((bar) => new URL(bar.href.baseVal, location.href));
  const address = spans[0];
  const date = (name, best) => spans.map((span) => span.searchParams.get(name)).filter(Boolean).sort().at(best);
  address.searchParams.set("date_from", date("date_from", 0));
  address.searchParams.set("date_to", date("date_to", -1));
  if (inPlace()) show(address.href);
  else location.assign(address);
}

/* Keys, which can be switched off (WCAG 2.1.4) */

const keysOff = "daftar.keys.off";
const stored = () => { try { return localStorage.getItem(keysOff) !== null; } catch { return false; } };
let keys = !stored();

document.addEventListener("keydown", (event) => {
  if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  switch (event.key) {
    case "/":
      box?.focus();
      box?.select();
      break;
    case "?":
      location.assign(one("a[data-help]")?.href ?? "/help");
      break;
    case "n":
    case "p":
      if (!step(event.key === "n" ? 1 : -1)) return;
      break;
    default:
      return;
  }
  event.preventDefault();
});

function step(by) {
  const marks = all(".words mark");
  if (marks.length === 0) return false;
  const now = marks.findIndex((m) => m.classList.contains("now"));
  let at = now < 0 ? (by > 0 ? 0 : marks.length - 1) : now + by;
  const on = marks[at] ? null : one(`.steps [data-on="${by}"]`); // in the next part of a long document
  if (on) return location.assign(on.href), true;
  at = (at + marks.length) % marks.length;
  marks[now]?.classList.remove("now");
  marks[at].classList.add("now");
  focusOn(marks[at]);
  marks[at].scrollIntoView({ block: "center" });
  say(`${number(at + 1)} / ${number(marks.length)}`);
  return true;
}

const slot = one("[data-keys]");
if (slot) {
  const choice = element("input", { type: "checkbox" });
  choice.checked = keys;
  choice.addEventListener("change", () => {
    keys = choice.checked;
    try {
      if (keys) localStorage.removeItem(keysOff);
      else localStorage.setItem(keysOff, "1");
    } catch { /* for this page then */ }
  });
  slot.append(element("label", {}, choice, ` ${slot.dataset.keys}`));
  slot.hidden = false;
}

/* Copies */

for (const button of all("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const from = one(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent.trim());
      say(words.copied);
    } catch {
      getSelection().selectAllChildren(from); // not allowed: the keys of the system copy it
    }
  });
}

function improve() {
  hush();
  all("fieldset[id^=facet-]").forEach(sift);
  all(".timeline svg").forEach(drawn);
}
improve();
