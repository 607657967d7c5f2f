/** The style of all pages. Colours were checked for a contrast of at least 4.5 to 1 for text, in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #faf9f7; --surface: #ffffff; --line: #e5e2dc; --line-strong: #cbc6bd;
  --ink: #1d1b18; --soft: #6a655d; --accent: #b93a0a; --accent-ink: #ffffff; --wash: #f7ede7; --warn: #a32020;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #161513; --surface: #1e1d1a; --line: #33312c; --line-strong: #4d4a43;
    --ink: #f1eee8; --soft: #a8a297; --accent: #f59a6c; --accent-ink: #23120a; --wash: #2d221b; --warn: #ff9d94;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 40rem; min-height: 100vh; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
body.narrow { max-width: 30rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }

.top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding: 1.25rem 1rem 1rem; }
body.narrow .top p { margin-left: 0; flex-basis: 100%; }
.home { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-size: 1.125rem; font-weight: 650; letter-spacing: -.01em; }
.home:hover { text-decoration: none; }
.mark { color: var(--accent); }
.top p { margin-left: auto; color: var(--soft); font-size: .875rem; }
main { padding: 0 1rem 4rem; }

.feed > li { border: 1px solid var(--line); border-radius: 14px; background: var(--surface); margin-bottom: .75rem; overflow: hidden; }
.post { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0 .75rem; padding: 1rem 1rem 0; position: relative; }
.post:last-child { padding-bottom: .7rem; }
.post .body { padding-bottom: .25rem; }
.post + .post { padding-top: .75rem; }
.post.joined::before { content: ""; position: absolute; left: calc(1rem + 1.25rem - 1px); top: calc(1rem + 2.5rem + 4px); bottom: -.75rem; width: 2px; background: var(--line-strong); margin-bottom: 4px; }
.post + .post.joined::before { top: calc(.75rem + 2.5rem + 4px); }
.post.marked { background: var(--wash); box-shadow: inset 3px 0 var(--accent); }
.post + .post.marked { margin-top: .5rem; }
.post.marked .body { padding-bottom: .75rem; }
.avatar { display: block; width: 2.5rem; height: 2.5rem; border-radius: 50%; }
.avatar.page { border-radius: 11px; }
.by { display: flex; flex-wrap: wrap; gap: 0 .4rem; align-items: baseline; font-size: .9375rem; line-height: 1.35; }
.by .name { color: var(--ink); font-weight: 620; overflow-wrap: anywhere; }
.by .handle { color: var(--soft); overflow-wrap: anywhere; }
.by time, .by .when { color: var(--soft); }
.by .when { white-space: nowrap; }
.by .place { color: var(--soft); overflow-wrap: anywhere; }
.topics { display: flex; flex-wrap: wrap; gap: .35rem; margin-top: .5rem; }
.topics span { font-size: .8125rem; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: .05rem .6rem; overflow-wrap: anywhere; }
.by .handle::after, .by .when:has(+ .place)::after { content: "·"; margin-left: .4rem; }
.badge { font-size: .75rem; color: var(--soft); border: 1px solid var(--line-strong); border-radius: 99px; padding: 0 .45rem; line-height: 1.35; }
.title { font-size: 1.0625rem; font-weight: 650; margin-top: .3rem; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin-top: .2rem; }
.media { display: grid; gap: 4px; margin-top: .6rem; border-radius: 12px; overflow: hidden; border: 1px solid var(--line); background: var(--ground); }
.media.many { grid-template-columns: 1fr 1fr; }
.media.many > :first-child:nth-last-child(3) { grid-column: 1 / -1; }
.media img, .media video { display: block; width: 100%; height: 100%; max-height: 26rem; object-fit: cover; }
.media.many img, .media.many video { aspect-ratio: 3 / 2; }
.media.one img, .media.one video { object-fit: contain; }
.counts { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin-top: .5rem; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
.counts span { display: inline-flex; align-items: center; gap: .35rem; }
.counts svg { width: 1rem; height: 1rem; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.more { display: block; padding: .35rem 1rem .9rem 4.25rem; font-size: .9375rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.fresh { animation: arrive .6s ease-out; }
@keyframes arrive { from { background: var(--wash); opacity: .2; } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }

.empty, .notice { border: 1px dashed var(--line-strong); border-radius: 14px; padding: 3rem 1.5rem; text-align: center; color: var(--soft); }
.notice { border-style: solid; border-color: var(--line); background: var(--surface); }
.empty h1, .notice h1 { color: var(--ink); font-size: 1.25rem; letter-spacing: -.01em; margin-bottom: .4rem; }
.notice p + p { margin-top: 1rem; }
.notice p { overflow-wrap: anywhere; }
.older { display: block; text-align: center; padding: .8rem; }
.section { font-size: .875rem; font-weight: 620; color: var(--soft); margin: 1.5rem 0 .6rem; }
.back { display: inline-block; font-size: .9375rem; margin-bottom: .75rem; }

.profile { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); gap: 0 1rem; align-items: center; padding: .5rem 0 1.25rem; }
.profile .avatar { width: 4.5rem; height: 4.5rem; }
.profile .avatar.page { border-radius: 20px; }
.profile h1 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
.profile .handle { color: var(--soft); overflow-wrap: anywhere; }
.profile .bio { grid-column: 1 / -1; margin-top: .75rem; }
.profile dl { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .75rem; font-size: .9375rem; }
.profile dl div { display: flex; gap: .35rem; }
.profile dd { font-weight: 620; order: -1; font-variant-numeric: tabular-nums; }
.profile dt { color: var(--soft); }

.card { border: 1px solid var(--line); border-radius: 16px; background: var(--surface); padding: 1.5rem; }
.card h1 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.015em; }
.card .lead { color: var(--soft); margin-top: .35rem; overflow-wrap: anywhere; }
.card .lead strong { color: var(--ink); font-weight: 620; }
.card h2, .card legend { font-size: .875rem; font-weight: 620; color: var(--soft); margin: 1.5rem 0 .5rem; padding: 0; }
.card fieldset { border: 0; padding: 0; margin: 1.5rem 0 0; min-width: 0; }
.card fieldset legend { margin-top: 0; }
.choices > li { border: 1px solid var(--line); border-radius: 12px; margin-bottom: .5rem; }
.choices label, .choices a { display: flex; align-items: center; gap: .75rem; padding: .65rem .8rem; color: var(--ink); cursor: pointer; border-radius: 12px; }
.choices a:hover, .choices label:hover { background: var(--wash); text-decoration: none; }
.choices .who { flex: 1; min-width: 0; line-height: 1.3; }
.choices .who span { display: block; overflow-wrap: anywhere; }
.choices .who .name { font-weight: 580; }
.choices .who .handle { color: var(--soft); font-size: .875rem; }
.choices .arrow { color: var(--soft); }
.permissions li { border: 0; margin: 0; }
.permissions label { padding: .3rem .8rem .3rem 0; }
.permissions label:hover { background: none; }
input[type=checkbox] { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--accent); flex: none; }
.field { display: flex; gap: .5rem; }
.field input { flex: 1; min-width: 0; font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--line-strong); border-radius: 10px; padding: .6rem .8rem; }
button { font: inherit; font-weight: 580; border-radius: 10px; border: 1px solid var(--line-strong); background: transparent; color: var(--ink); padding: .6rem 1.1rem; cursor: pointer; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button:hover { filter: brightness(1.06); }
button:not(.primary):hover { background: var(--wash); filter: none; }
.actions { display: flex; flex-direction: row-reverse; gap: .6rem; margin-top: 1.5rem; }
.actions button { flex: 1; }
.foot { color: var(--soft); font-size: .875rem; margin-top: 1rem; overflow-wrap: anywhere; }
.wrong { color: var(--warn); margin-top: .9rem; font-size: .9375rem; }

@media (max-width: 30rem) {
  .top { padding-top: 1rem; }
  .top p { margin-left: 0; flex-basis: 100%; }
  main { padding: 0 .75rem 3rem; }
  .top { padding-left: .75rem; padding-right: .75rem; }
  .card { padding: 1.15rem; }
}
`;
