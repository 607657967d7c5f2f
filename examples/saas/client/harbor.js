// Harbor's own part of every page: the bell, and what is said for a moment. It would be the same without the widgets.

const TOAST_MS = 7_000;
/** More at once would cover the page; the bell has them all. */
const TOASTS = 3;

/** Says something for a moment, with an address to look at where there is one. */
export function toast(title, text, { kind = "plain", url = null } = {}) {
  const item = element("div", { className: `toast ${kind}` }, element("b", {}, title), element("p", {}, text));
  if (url !== null) item.append(linkTo(url));
  const toasts = document.querySelector("#toasts");
  toasts?.append(item);
  while (toasts?.childElementCount > TOASTS) toasts.firstElementChild.remove();
  setTimeout(() => item.remove(), TOAST_MS);
}

/** What is elsewhere opens beside Harbor. */
const linkTo = url =>
  element("a", url.startsWith("/") ? { href: url } : { href: url, target: "_blank", rel: "noopener noreferrer" }, "See the post");

/** An element with text in it: what comes from outside is never markup. */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const bell = document.querySelector("#bell");
const count = document.querySelector("[data-unseen]");

function unseen(number) {
  if (!count) return;
  count.textContent = String(number);
  count.hidden = number === 0;
}

bell?.addEventListener("toggle", event => {
  if (event.newState !== "open") return;
  unseen(0);
  void fetch("/notices/seen", { method: "POST" });
});

/** What the server heard by webhook. */
const stream = new EventSource("/notices");
stream.addEventListener("notice", event => {
  const { kind, title, text, url, at } = JSON.parse(event.data);
  toast(title, text, { kind, url });
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  const item = element(
    "li",
    { className: kind },
    element("b", {}, title),
    element("p", {}, text),
    element("small", {}, `${time} · `, linkTo(url)),
  );
  bell?.querySelector(".notices")?.prepend(item);
  bell?.querySelector(".empty-line")?.setAttribute("hidden", "");
  if (!bell?.matches(":popover-open")) unseen(Number(count?.textContent) + 1);
});
addEventListener("pagehide", () => stream.close());
