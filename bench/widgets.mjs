/**
 * What the widgets cost a browser, by its own tracing: from a widget's data to what can be used; typing in the composer with ten networks chosen, beside a bare
 * text area on the same page; scrolling and dragging in the calendar with 2,000 posts, beside a bare list of 2,000 buttons. Speeds are this machine's, without a
 * graphics card; the ratio to the bare element is what travels.
 */
import { openStage } from "../widgets/test/stage.ts";
import { median, printTable, printTarget } from "./measure.mjs";

const KEYS = 200;
const POSTS = 2_000;
const stage = await openStage();

/** Runs `work` under the browser's tracing; gives the main thread's tasks of the page, in ms. */
async function traced(page, work) {
  const cdp = await page.context().newCDPSession(page);
  const events = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "toplevel", "blink.user_timing"] },
  });
  await work();
  const complete = new Promise(resolve => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await complete;
  await cdp.detach();
  // The page's own main thread is the one that handled its input.
  const counts = new Map();
  for (const { name, pid, tid } of events)
    if (name === "EventDispatch" || name === "FunctionCall") counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  const [main] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [""];
  return events
    .filter(({ name, pid, tid, dur }) => /RunTask$/.test(name) && dur && `${pid} ${tid}` === main)
    .map(({ dur }) => dur / 1000);
}
const sum = values => values.reduce((total, value) => total + value, 0);
const longest = values => Math.max(0, ...values);

/** Types so many keys where the focus is. */
async function type(page) {
  for (let n = 0; n < KEYS; n += 1) await page.keyboard.press(n % 6 === 5 ? "Space" : "a");
  await page.waitForTimeout(300);
}

async function typing() {
  const { page, close } = await stage.open({
    html: "<main><textarea id=bare></textarea></main>",
    script: `const { api } = widgets.configure({ demo: true });
      for (const network of ["facebook", "threads", "tiktok", "youtube", "mastodon"])
        await api.call("POST /v1/accounts/connect body keyed", { network, credentials: { handle: network } });
      document.querySelector("main").append(document.createElement("placard-composer"));`,
    context: { viewport: { width: 1280, height: 1000 } },
  });
  await page.locator(".account-chip").first().waitFor();
  for (const chip of await page.locator(".account-chip").all())
    if ((await chip.getAttribute("aria-pressed")) === "false") await chip.click();
  const networks = await page.locator(".tab").count();
  await page.locator("#bare").focus();
  const bare = sum(await traced(page, () => type(page))) / KEYS;
  await page.getByRole("textbox", { name: "Post" }).focus();
  const composer = sum(await traced(page, () => type(page))) / KEYS;
  await close();
  return { networks: networks - 1, bare, composer };
}

async function calendar() {
  const inMonth = n =>
    `2031-03-${String(1 + (n % 28)).padStart(2, "0")}T${String(6 + (n % 16)).padStart(2, "0")}:${String((n * 7) % 60).padStart(2, "0")}`;
  const { time_zone } = await stage.placard.workspaces.get(stage.workspace);
  for (let from = 0; from < POSTS; from += 200)
    await stage.placard.posts.bulkSchedule({
      posts: Array.from({ length: 200 }, (_, n) => ({
        text: `Post ${from + n} of a busy month`,
        account_ids: [stage.account],
        schedule: { local_time: inMonth(from + n), time_zone },
      })),
    });
  const open = async view => {
    const { page, close } = await stage.open({
      html: `<main><placard-calendar date="2031-03-01" view="${view}"></placard-calendar></main>`,
      context: { viewport: { width: 1280, height: 900 } },
    });
    await page.locator("button.entry").first().waitFor();
    await page.waitForTimeout(1500);
    return { page, close };
  };
  const scroll = async page => {
    for (let n = 0; n < 60; n += 1) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(16);
    }
  };
  const list = await open("list");
  await list.page.mouse.move(600, 500);
  const scrolling = longest(await traced(list.page, () => scroll(list.page)));
  await list.page.evaluate(count => {
    const bare = document.createElement("div");
    for (let n = 0; n < count; n += 1)
      bare.append(
        Object.assign(document.createElement("button"), { textContent: `Post ${n} of a busy month` }),
        document.createElement("br"),
      );
    document.querySelector("main")?.replaceChildren(bare);
  }, POSTS);
  await list.page.evaluate(() => scrollTo(0, 0));
  const bare = longest(await traced(list.page, () => scroll(list.page)));
  await list.close();
  const month = await open("month");
  const dragging = longest(
    await traced(month.page, async () => {
      const from = await month.page.locator("button.entry").first().boundingBox();
      await month.page.mouse.move(from.x + 20, from.y + 8);
      await month.page.mouse.down();
      for (let n = 0; n < 60; n += 1) {
        await month.page.mouse.move(100 + n * 17, 200 + (n % 30) * 15);
        await month.page.waitForTimeout(16);
      }
      await month.page.keyboard.press("Escape");
      await month.page.mouse.up();
    }),
  );
  await month.close();
  return { scrolling, bare, dragging };
}

/** From the last answer a widget waits for to the frame that shows what was in it, in ms: the middle of five. */
async function interactive(name, selector) {
  const times = [];
  for (let n = 0; n < 5; n += 1) {
    const { page, close } = await stage.open({ html: `<main><placard-${name}></placard-${name}></main>` });
    const took = await page.evaluate(
      async ([tag, wanted]) => {
        const ready = () => document.querySelector(tag)?.shadowRoot?.querySelector(wanted);
        while (!ready()) await new Promise(resolve => requestAnimationFrame(resolve));
        const shown = performance.now();
        await new Promise(resolve => setTimeout(resolve, 200)); // entries come a little later than what they tell of
        const answers = performance
          .getEntriesByType("resource")
          .filter(({ name, responseEnd }) => name.includes("/v1/") && !name.includes("stream") && responseEnd <= shown);
        return shown - Math.max(...answers.map(({ responseEnd }) => responseEnd));
      },
      [`placard-${name}`, selector],
    );
    times.push(took);
    await close();
  }
  return median(times);
}

const [connect, composer, month] = [
  await interactive("connect", ".account"),
  await interactive("composer", "textarea"),
  await interactive("calendar", ".grid .cell .number"),
];
const typed = await typing();
const moved = await calendar();
await stage.close();
const ms = value => `${value.toFixed(1)} ms`;
printTable(
  ["", "ms", "bare, ms"],
  [
    ["connect: its data to its accounts", connect.toFixed(1), ""],
    ["composer: its data to its text area", composer.toFixed(1), ""],
    ["calendar: its data to its days", month.toFixed(1), ""],
    [`composer: work for a key, ${typed.networks} networks`, typed.composer.toFixed(1), typed.bare.toFixed(1)],
    [`calendar: longest task, scrolling ${POSTS} posts`, moved.scrolling.toFixed(1), moved.bare.toFixed(1)],
    [`calendar: longest task, dragging among ${POSTS} posts`, moved.dragging.toFixed(1), ""],
  ],
);
printTarget(
  "interactive within 100 ms of its data",
  ms(Math.max(connect, composer, month)),
  Math.max(connect, composer, month) <= 100,
);
printTarget("a key costs under 8 ms", ms(typed.composer), typed.composer < 8);
printTarget("no task over 50 ms", ms(Math.max(moved.scrolling, moved.dragging)), Math.max(moved.scrolling, moved.dragging) <= 50);
