// Everything the three widgets need of Harbor: a token, a panel for the composer, and an end when somebody signs out.
import { configure, define, logout } from "@placard/widgets";
import { toast } from "./harbor.js";

define();
configure({
  fetchToken: () => fetch("/placard-token", { method: "POST" }),
  // The widgets' words are Harbor's, where Harbor has its own.
  copy: { "connect.title": "Connected channels", "connect.add": "Connect a channel" },
});

// The composer, in a panel at the side

const sheet = document.querySelector("#composer");
const title = document.querySelector("#composer-title");

/** Opens the composer for a new post, at a local time where one was chosen, or for a post there is. What is written in it is kept by itself. */
function compose(heading, { at = null, postId = null } = {}) {
  const composer = Object.assign(document.createElement("placard-composer"), { at, postId });
  title.textContent = heading;
  sheet.querySelector(".sheet-body").replaceChildren(composer);
  if (!sheet.open) sheet.showModal();
}

document.addEventListener("placard-compose", event => {
  event.preventDefault();
  compose("New post", { at: event.at });
});
document.addEventListener("placard-post-editing", event => {
  event.preventDefault();
  compose("Edit post", { postId: event.postId });
});

for (const form of document.querySelectorAll("[data-share]"))
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" } });
    if (answer.ok) compose("Share this class", { postId: (await answer.json()).post_id });
    else toast("That did not work", "Try again in a moment.", { kind: "failed" });
  });
// A link to a post, and where such a form goes without a script.
function openLinked() {
  const postId = /^#post=(post_\w+)$/.exec(location.hash)?.[1];
  if (postId === undefined) return;
  history.replaceState(null, "", location.pathname);
  compose("Edit post", { postId });
}
addEventListener("hashchange", openLinked);
openLinked();

sheet.addEventListener("close", () => sheet.querySelector(".sheet-body").replaceChildren());
sheet.querySelector("[data-close]").addEventListener("click", () => sheet.close());
for (const [type, said] of [
  ["placard-post-scheduled", "On its way"],
  ["placard-post-saved", "Draft saved"],
  ["placard-post-submitted", "Sent for approval"],
])
  sheet.addEventListener(type, event => {
    sheet.close();
    toast(said, whenOf(event.post));
  });

function whenOf({ schedule, text }) {
  if (!schedule?.local_time) return text.split("\n", 1)[0];
  const at = new Date(`${schedule.local_time.slice(0, 16)}Z`);
  const time = { timeZone: "UTC", weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" };
  return `It goes out on ${new Intl.DateTimeFormat(document.documentElement.lang, time).format(at)}.`;
}

// Signing out ends the widgets' session in every tab, before the server ends Harbor's.

const tabs = new BroadcastChannel("harbor");
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => {
  logout();
  tabs.postMessage("signed out");
});
tabs.addEventListener("message", () => {
  logout();
  location.assign("/sign-in");
});
