import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function open(scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({ html: "<main><placard-composer></placard-composer></main>", ...scene });
  onTestFinished(opened.close);
  return opened;
}
const KEEP_EVENTS = `globalThis.told = [];
for (const type of ["placard-post-saving", "placard-post-saved", "placard-post-scheduled", "placard-error"])
  document.addEventListener(type, event => {
    told.push(type);
    if (globalThis.refuse === type) event.preventDefault();
  });`;
const told = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
const text = (page: Page) => page.getByRole("textbox", { name: "Post" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const postsWith = async (words: string) => (await stage.placard.posts.list().toArray()).filter(post => post.text.includes(words));

describe("writing", () => {
  test("a post for a time, on the workspace's clock, under the strictest policies", async () => {
    const { page, complaints } = await open({ script: KEEP_EVENTS });
    await text(page).fill("Our new studio opens on Monday.");
    await button(page, "At a time").click();
    await page.getByLabel("Date and time").fill("2031-03-04T09:30");
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Schedule").click();
    await page
      .getByText(/^Scheduled for/)
      .first()
      .waitFor();
    const [post] = await postsWith("opens on Monday");
    const { time_zone } = await stage.placard.workspaces.get(stage.workspace);
    expect(post).toMatchObject({ status: "scheduled", schedule: { local_time: "2031-03-04T09:30:00", time_zone } });
    expect(await told(page)).toEqual(["placard-post-saving", "placard-post-scheduled"]);
    expect(await text(page).inputValue()).toBe("");
    expect(complaints).toEqual([]);
  });

  test("a thread with a first comment, published now", async () => {
    const { page } = await open();
    await text(page).fill("A thread of two.");
    await button(page, "Add to thread").click();
    await page.getByRole("textbox", { name: "Part 2 of the thread" }).fill("And its end.");
    await button(page, "First comment").click();
    await page.getByRole("textbox", { name: "First comment" }).fill("Questions go here.");
    await page.getByText("And its end.").waitFor(); // the preview
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    const [post] = await postsWith("A thread of two.");
    expect(post).toMatchObject({ thread: [{ text: "And its end." }], first_comment: "Questions go here." });
  });

  test("a draft stays open, and goes on as the post it became", async () => {
    const { page } = await open({ script: KEEP_EVENTS });
    await text(page).fill("A draft, first.");
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    await text(page).fill("A draft, second.");
    await button(page, "Save draft").click();
    await expect.poll(async () => (await postsWith("A draft, second."))[0]?.status).toBe("draft");
    expect(await postsWith("A draft, first.")).toEqual([]);
    expect(await told(page)).toEqual(["placard-post-saving", "placard-post-saved", "placard-post-saving", "placard-post-saved"]);
  });

  test("too long: says by how much and what to do, sends nothing, and splits it into a thread", async () => {
    const { page } = await open({ script: KEEP_EVENTS });
    await text(page).fill("A sentence of some length, as people write them. ".repeat(20));
    await page.getByText("characters, as Sandbox counts.").waitFor();
    await button(page, "Publish now").click();
    expect(await told(page)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Split into a thread").click();
    await page.getByRole("textbox", { name: "Part 2 of the thread" }).waitFor();
    expect(await page.getByText("characters, as Sandbox counts.").count()).toBe(0);
  });

  test("for nobody, and in the past: says both where they are missing, with the focus there", async () => {
    const { page } = await open({ script: KEEP_EVENTS });
    await text(page).fill("For nobody.");
    await page.locator(".account-chip[aria-pressed='true']").click();
    await button(page, "At a time").click();
    await page.getByLabel("Date and time").fill("2020-01-01T09:00");
    await button(page, "Schedule").click();
    await page.getByText("Choose at least one account.").waitFor();
    await page.getByText("This time has passed.").waitFor();
    expect(await told(page)).toEqual([]);
    expect(await page.evaluate(() => document.querySelector("placard-composer")?.shadowRoot?.activeElement?.textContent)).toBe(
      "Choose at least one account.",
    );
  });

  test("is left to the page where the page takes it", async () => {
    const { page } = await open({ script: `${KEEP_EVENTS} globalThis.refuse = "placard-post-saving";` });
    await text(page).fill("Not sent.");
    await button(page, "Publish now").click();
    await expect.poll(() => told(page)).toEqual(["placard-post-saving"]);
    expect(await postsWith("Not sent.")).toEqual([]);
    expect(await text(page).inputValue()).toBe("Not sent.");
  });
});

describe("a time at which the clocks change", () => {
  test.each([
    {
      zone: "America/New_York",
      chosen: "2031-03-09T02:30",
      says: "The clocks go forward then: 2:30 AM does not come. It will be 3:30 AM. Time in New York, GMT-4",
      done: "Scheduled for Mar 9, 2031, 3:30 AM.",
      stored: { at: "2031-03-09T07:30:00.000Z", local_time: "2031-03-09T03:30:00" },
    },
    {
      zone: "America/New_York",
      chosen: "2031-11-02T01:30",
      says: "The clocks go back then: 1:30 AM comes twice. It will be the first of the two. Time in New York, GMT-4",
      done: "Scheduled for Nov 2, 2031, 1:30 AM.",
      stored: { at: "2031-11-02T05:30:00.000Z", local_time: "2031-11-02T01:30:00" },
    },
    {
      zone: "Europe/Berlin",
      chosen: "2031-10-26T02:00",
      says: "The clocks go back then: 2:00 AM comes twice. It will be the first of the two. Time in Berlin, GMT+2",
      done: "Scheduled for Oct 26, 2031, 2:00 AM.",
      stored: { at: "2031-10-26T00:00:00.000Z", local_time: "2031-10-26T02:00:00" },
    },
    {
      zone: "Australia/Lord_Howe",
      chosen: "2031-10-05T02:10",
      says: "The clocks go forward then: 2:10 AM does not come. It will be 2:40 AM. Time in Lord Howe, GMT+11",
      done: "Scheduled for Oct 5, 2031, 2:40 AM.",
      stored: { at: "2031-10-04T15:40:00.000Z", local_time: "2031-10-05T02:40:00" },
    },
  ])("$chosen in $zone: says before what it becomes, and stores it so", async ({ zone, chosen, says, done, stored }) => {
    const { id } = await stage.placard.workspaces.create({ name: "A studio", time_zone: zone, language: "en", mode: "test" });
    const placard = stage.placard.workspace(id);
    await placard.accounts.connect({
      network: "sandbox",
      credentials: { handle: `t${id.slice(-8)}`.toLowerCase(), password: "correct horse" },
    });
    const { page, complaints } = await open({ workspace: id });
    await text(page).fill("When the clocks change.");
    await button(page, "At a time").click();
    const time = page.getByLabel("Date and time");
    const hint = async () => (await page.locator("#at-hint").textContent())?.trim().replace(/\s+/g, " ");
    await time.fill(chosen);
    await expect.poll(hint).toBe(says);
    await expect.poll(() => page.locator("[aria-live]").allTextContents()).toContainEqual(expect.stringMatching(/The clocks go/));
    expect(await accessibilityFaults(page)).toEqual([]);
    await time.fill(`${chosen.slice(0, 10)}T12:00`);
    await expect.poll(hint).toMatch(/^Time in/);
    await time.fill(chosen);
    await button(page, "Schedule").click();
    const said = page.getByText(/^Scheduled for/).first();
    await said.waitFor();
    expect((await said.textContent())?.replace(/\s+/g, " ")).toBe(done);
    const [post] = await placard.posts.list().toArray();
    expect(post?.schedule).toMatchObject({ ...stored, time_zone: zone });
    expect(complaints).toEqual([]);
  });
});

describe("what was written", () => {
  test("survives a reload, and can be discarded", async () => {
    const { page } = await open();
    await text(page).fill("Not saved yet.");
    await page.getByText("Kept on this device").waitFor();
    await page.reload();
    await page.getByText("What you wrote last was restored.").waitFor();
    expect(await text(page).inputValue()).toBe("Not saved yet.");
    await button(page, "Discard").click();
    expect(await text(page).inputValue()).toBe("");
    await page.reload();
    await text(page).waitFor();
    expect(await text(page).inputValue()).toBe("");
  });

  test("is for a time that the page offers, also later", async () => {
    const { page } = await open();
    await text(page).fill("For Friday.");
    await page.evaluate(() => document.querySelector("placard-composer")?.setAttribute("at", "2031-05-02T10:00"));
    await expect.poll(() => page.getByLabel("Date and time").inputValue()).toBe("2031-05-02T10:00");
    expect(await text(page).inputValue()).toBe("For Friday.");
  });

  test("may begin with what the page says; what somebody wrote over it goes before it", async () => {
    const { data } = await stage.placard.accounts.list();
    const begin = (start: object): string => `document.querySelector("placard-composer").start = ${JSON.stringify(start)};`;
    const { page } = await open({
      script: begin({
        text: "A class on Friday.",
        account_ids: [data[0]?.id, "acct_01hzzzzzzzzzzzzzzzzzzzzzzz"],
        first_comment: "Book here.",
      }),
    });
    expect(await text(page).inputValue()).toBe("A class on Friday.");
    expect(await page.getByRole("textbox", { name: "First comment" }).inputValue()).toBe("Book here.");
    expect(await page.locator(".account-chip[aria-pressed='true']").count()).toBe(1);
    await text(page).fill("Two classes on Friday.");
    await page.getByText("Kept on this device").waitFor();
    await page.reload();
    await page.getByText("What you wrote last was restored.").waitFor();
    expect(await text(page).inputValue()).toBe("Two classes on Friday.");
    await button(page, "Discard").click();
    expect(await text(page).inputValue()).toBe("A class on Friday.");
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    expect((await postsWith("A class on Friday."))[0]).toMatchObject({ account_ids: [data[0]?.id], first_comment: "Book here." });
  });

  test("in a tab that was closed is offered in the next, and in two tabs it is two posts", async () => {
    const { page } = await open();
    const second = await page.context().newPage();
    await text(page).fill("In the first tab.");
    await second.goto(page.url());
    await text(second).fill("In the second tab.");
    await second.reload();
    await text(second).waitFor();
    expect(await text(second).inputValue()).toBe("In the second tab.");
    expect(await text(page).inputValue()).toBe("In the first tab.");
    const address = page.url();
    await page.close({ runBeforeUnload: false });
    const third = await second.context().newPage();
    await third.goto(address);
    await button(third, "Go on with it").click();
    expect(await text(third).inputValue()).toBe("In the first tab.");
    await third.reload();
    await text(third).waitFor();
    expect(await text(third).inputValue()).toBe("In the first tab.");
  });

  test.each([
    ["a text of 100,000 characters", "word ".repeat(20_000)],
    ["4,000 emoji", "👩‍👩‍👧‍👧".repeat(4000)],
    ["zalgo", `Z${"\u0300\u0316\u0334".repeat(3000)}algo`],
    ["bidi controls", "\u202e\u2066left\u2069 right\u202c ".repeat(500)],
    ["markup", '<img src=x onerror="alert(1)"><script>alert(1)</script>'],
  ])("may be %s", async (_, written) => {
    const { page, complaints } = await open();
    await text(page).fill(written);
    await page.locator(".counts span").first().waitFor();
    await page.waitForTimeout(300);
    expect(await text(page).inputValue()).toBe(written);
    expect(complaints).toEqual([]);
    await text(page).fill("Short again.");
    await expect.poll(() => page.locator(".preview-text").first().textContent()).toBe("Short again.");
  });
});

describe("a service in trouble", () => {
  /** Answers the next so many requests to save a post in this way. */
  const answerSaves = async (
    page: Page,
    times: number,
    answer: Parameters<Parameters<Page["route"]>[1]>[0] extends infer R ? (route: R) => Promise<void> : never,
  ) => {
    let left = times;
    await page.route("**/v1/posts", route => {
      if (route.request().method() !== "POST" || left === 0) return route.continue();
      left -= 1;
      return answer(route as never);
    });
  };

  test.each([
    ["500", { status: 500, contentType: "application/problem+json", body: '{"code":"internal","detail":"Broken."}' }],
    ["garbage", { status: 200, contentType: "application/json", body: "<html>" }],
    ["429", { status: 429, headers: { "retry-after": "0" }, contentType: "text/plain", body: "" }],
  ])("answers %s: the words stay, the person is told, and the next try works", async (_, fulfil) => {
    const { page } = await open({ script: KEEP_EVENTS });
    await answerSaves(page, 3, route =>
      (route as { fulfill(answer: object): Promise<void> }).fulfill({
        ...fulfil,
        headers: { "access-control-allow-origin": "*", ...("headers" in fulfil ? fulfil.headers : {}) },
      }),
    );
    const words = `In trouble ${fulfil.status} ${fulfil.body.length}.`;
    await text(page).fill(words);
    await button(page, "Publish now").click();
    await page.getByRole("alert").waitFor();
    expect(await text(page).inputValue()).toBe(words);
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    expect(await postsWith(words)).toHaveLength(1);
  });

  test("takes a post and loses its answer: the second try makes no second post", async () => {
    const { page } = await open();
    await answerSaves(page, 3, async route => {
      const one = route as { fetch(): Promise<unknown>; abort(): Promise<void> };
      await one.fetch();
      await one.abort();
    });
    await text(page).fill("An answer was lost.");
    await button(page, "Publish now").click();
    await page.getByRole("alert").waitFor();
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    expect(await postsWith("An answer was lost.")).toHaveLength(1);
  });

  test("a token that ends in the middle of a save is renewed, once and unseen", async () => {
    const { page } = await open();
    let refused = 0;
    await answerSaves(page, 1, route => {
      refused += 1;
      return (route as { fulfill(answer: object): Promise<void> }).fulfill({
        status: 401,
        headers: { "access-control-allow-origin": "*" },
        contentType: "application/problem+json",
        body: '{"code":"token_expired","detail":"The token has ended."}',
      });
    });
    await text(page).fill("In the middle of a save.");
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    expect(refused).toBe(1);
    expect(await postsWith("In the middle of a save.")).toHaveLength(1);
  });

  test("offline: says so, keeps the words, and goes on when there is a connection again", async () => {
    const { page } = await open();
    await text(page).fill("Without a connection.");
    await page.context().setOffline(true);
    await button(page, "Publish now").click();
    await page.getByRole("alert").waitFor();
    expect(await text(page).inputValue()).toBe("Without a connection.");
    await page.context().setOffline(false);
    await page.getByRole("alert").waitFor({ state: "hidden" });
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
  });
});

describe("a post there is", () => {
  const openPost = (id: string) => open({ html: `<main><placard-composer post-id="${id}"></placard-composer></main>` });

  test("is changed and moved", async () => {
    const post = await stage.placard.posts.create({
      text: "Before.",
      account_ids: [stage.account],
      schedule: { at: "2031-05-01T08:00:00Z" },
    });
    const { page } = await openPost(post.id);
    expect(await text(page).inputValue()).toBe("Before.");
    await text(page).fill("After.");
    await page.getByLabel("Date and time").fill("2031-06-01T09:00");
    await button(page, "Save changes").click();
    await page
      .getByText(/^Scheduled for/)
      .first()
      .waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({
      text: "After.",
      schedule: { local_time: "2031-06-01T09:00:00" },
    });
  });

  test("that somebody else changed meanwhile: nobody's words are lost", async () => {
    const post = await stage.placard.posts.create({ text: "At first.", account_ids: [stage.account] });
    const { page } = await openPost(post.id);
    await text(page).fill("Mine.");
    await stage.placard.posts.update(post.id, { text: "Theirs." });
    await button(page, "Save draft").click();
    await page.getByText("Somebody else changed this post while you wrote.").waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "Theirs." });
    await button(page, "Keep mine").click();
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "Mine." });
  });

  test("is shown to somebody who may only look; there is no new one for them", async () => {
    const post = await stage.placard.posts.create({ text: "To be looked at.", account_ids: [stage.account] });
    const scopes = ["networks:read", "accounts:read", "posts:read", "media:read", "events:read"];
    const { page } = await open({ scopes });
    await page.getByText("You are not allowed to see this.").waitFor();
    await page.evaluate(id => document.querySelector("placard-composer")?.setAttribute("post-id", id), post.id);
    await page.getByText("You may read this post, not change it.").waitFor();
    await page.getByText("To be looked at.").first().waitFor();
  });

  test("that is being read while another is asked for is not shown in its place", async () => {
    const posts = await Promise.all(
      ["The first.", "The second."].map(text => stage.placard.posts.create({ text, account_ids: [stage.account] })),
    );
    const { page } = await open({ html: "<main></main>" });
    await page.route(`${stage.api}/v1/posts/${posts[0]?.id}`, async route => {
      await new Promise(resolve => setTimeout(resolve, 800));
      await route.continue();
    });
    const asked = page.waitForRequest(`${stage.api}/v1/posts/${posts[0]?.id}`);
    await page.evaluate(id => {
      const composer = Object.assign(document.createElement("placard-composer"), { postId: id });
      document.querySelector("main")?.append(composer);
    }, posts[0]?.id);
    await asked;
    await page.evaluate(id => document.querySelector("placard-composer")?.setAttribute("post-id", String(id)), posts[1]?.id);
    await expect.poll(() => text(page).inputValue()).toBe("The second.");
    await page.waitForTimeout(1000);
    expect(await text(page).inputValue()).toBe("The second.");
  });

  test("wished for the next free slot, and sent back, says whether there is one", async () => {
    const { id } = await stage.placard.posts.create({ text: "In a slot.", account_ids: [stage.account] });
    await stage.placard.slots.replace(stage.account, { slots: [{ weekday: "monday", local_time: "09:00" }] });
    onTestFinished(async () => {
      await stage.placard.slots.replace(stage.account, { slots: [] });
    });
    await stage.placard.posts.submit(id, { schedule: { next_slot: true } });
    await stage.placard.posts.reject(id, { comment: "Not yet." });
    const { page } = await open({ html: `<main><placard-composer post-id="${id}"></placard-composer></main>` });
    await page.getByText(/, 9:00\sAM · Time in/).waitFor();
  });

  test("that is published is shown, and cannot be changed", async () => {
    const post = await stage.placard.posts.create({
      text: "Out already.",
      account_ids: [stage.account],
      schedule: { now: true },
    });
    await expect.poll(async () => (await stage.placard.posts.get(post.id)).status, { timeout: 10_000 }).toBe("published");
    const { page } = await openPost(post.id);
    await page.getByText("it cannot be changed any more").waitFor();
    await page.getByText("Out already.").waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  test("that is gone says so", async () => {
    const { page } = await openPost("post_01jd4b9ep2f3r8h6v5w7x9y0za");
    await page.getByText("This does not exist any more.").waitFor();
  });
});
