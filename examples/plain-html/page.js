import { configure } from "/placard/loader.js";

configure({ fetchToken: () => fetch("/placard-token", { method: "POST" }) });

// The calendar asks for a composer; this page has one.
document.addEventListener("placard-compose", event => {
  const composer = document.querySelector("placard-composer");
  composer.at = event.at;
  composer.scrollIntoView();
});
document.addEventListener("placard-post-editing", event => {
  const composer = document.querySelector("placard-composer");
  composer.postId = event.postId;
  composer.scrollIntoView();
});
