/** Keeps a page current: asks for itself every three seconds while it is looked at, and takes over what has changed. */
export const LIVE_SCRIPT = `
const EVERY_MS = 3000;
let known = null;

function isBusy(live) {
  const selection = document.getSelection();
  const selecting = selection !== null && !selection.isCollapsed && live.contains(selection.anchorNode);
  const playing = [...live.querySelectorAll("video")].some(video => !video.paused);
  return selecting || playing || (live.contains(document.activeElement) && document.activeElement !== live);
}

async function look() {
  const live = document.getElementById("live");
  if (live === null || document.hidden || isBusy(live)) return;
  const answer = await fetch(location.href, { headers: known === null ? {} : { "If-None-Match": known } });
  if (!answer.ok) return;
  const tag = answer.headers.get("ETag");
  if (tag === known) return;
  const first = known === null;
  known = tag;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (next === null || isBusy(live)) return;
  const seen = new Set([...live.querySelectorAll("[data-post]")].map(post => post.dataset.post));
  if (!first) for (const post of next.querySelectorAll("[data-post]")) if (!seen.has(post.dataset.post)) post.classList.add("fresh");
  live.replaceChildren(...next.childNodes);
}

// A look that fails (the sandbox was stopped, or is starting again) is followed by the next one.
setInterval(() => look().catch(() => undefined), EVERY_MS);
`;
