import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const KEEP_EVENTS = `globalThis.told = [];
for (const type of ["placard-compose", "placard-post-opening", "placard-post-editing", "placard-post-moving", "placard-post-scheduled", "placard-error"])
  document.addEventListener(type, event => {
    told.push(event.at ? type + " " + event.at : type);
    if (globalThis.refuse === type) event.preventDefault();
  });`;
const told = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

/** A workspace of its own, in this zone, with these posts at local times. */
async function workspaceWith(posts: readonly (readonly [text: string, local: string])[], timeZone = "Europe/Berlin") {
  const { id } = await stage.placard.workspaces.create({ name: "A studio", time_zone: timeZone, language: "en", mode: "test" });
  const api = stage.placard.workspace(id);
  const { account } = await api.accounts.connect({
    network: "sandbox",
    credentials: { handle: `c${id.slice(-8)}`, password: "correct horse" },
  });
  const ids: string[] = [];
  for (const [text, local_time] of posts) {
    const post = await api.posts.create({
      text,
      account_ids: [account?.id ?? ""],
      schedule: { local_time, time_zone: timeZone },
    });
    ids.push(post.id);
  }
  return { id, api, ids, account: account?.id ?? "" };
}

async function open(workspace: string, attributes: string, scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({
    html: `<main><placard-calendar ${attributes}></placard-calendar></main>`,
    workspace,
    script: KEEP_EVENTS,
    ...scene,
  });
  onTestFinished(opened.close);
  return opened;
}
const entry = (page: Page, text: string) =>
  page.locator(".grid button.entry, .days button.entry").filter({ hasText: text }).first();
const day = (page: Page, date: string) => page.locator(`[data-day="${date}"]`).first();
const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.querySelector("placard-calendar")?.shadowRoot?.activeElement?.getAttribute("data-day"));

describe("a month", () => {
  test("shows posts on their days, under the strictest policies, in both schemes", async () => {
    const workspace = await workspaceWith([
      ["Opening day", "2031-03-04T09:00"],
      ["Late at night", "2031-03-04T23:30"],
    ]);
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, complaints } = await open(workspace.id, 'date="2031-03-10"', { context: { colorScheme } });
      await entry(page, "Opening day").waitFor();
      await page.getByRole("gridcell", { name: "Tuesday, March 4, 2 posts" }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  test("a post is dragged to another day, keeps its wall-clock time across the change of clocks, and can be put back", async () => {
    const workspace = await workspaceWith([["Before the change", "2031-03-28T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-10"', { context: { viewport: { width: 1100, height: 900 } } });
    await entry(page, "Before the change").dragTo(day(page, "2031-03-31"));
    await page
      .getByText(/^Moved to Monday, March 31, 2031/)
      .first()
      .waitFor();
    const read = () => workspace.api.posts.get(workspace.ids[0] ?? "");
    expect((await read()).schedule).toMatchObject({ local_time: "2031-03-31T09:00:00", at: "2031-03-31T07:00:00.000Z" });
    expect(await told(page)).toEqual(["placard-post-moving 2031-03-31T09:00", "placard-post-scheduled"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page
      .getByText(/^Moved back to Friday, March 28, 2031/)
      .first()
      .waitFor();
    expect((await read()).schedule).toMatchObject({ local_time: "2031-03-28T09:00:00", at: "2031-03-28T08:00:00.000Z" });
  });

  test("refused by the API: the post goes back, and it says why", async () => {
    const workspace = await workspaceWith([["Stays", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-10"', { context: { viewport: { width: 1100, height: 900 } } });
    await entry(page, "Stays").waitFor();
    await page.route("**/schedule", route =>
      route.fulfill({
        status: 409,
        headers: { "access-control-allow-origin": "*" },
        contentType: "application/problem+json",
        body: '{"code":"target_in_flight","detail":"It is on its way."}',
      }),
    );
    await entry(page, "Stays").dragTo(day(page, "2031-03-05"));
    await page.getByText("This did not work: It is on its way.").first().waitFor();
    await page.getByRole("gridcell", { name: "Tuesday, March 4, 1 post" }).waitFor();
  });

  test("into the past: nothing is sent", async () => {
    const now = new Date();
    const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
    const next = new Date(Date.UTC(year, month, now.getUTCDate() + 3, 12)).toISOString().slice(0, 10);
    const workspace = await workspaceWith([["Not back", `${next}T23:00`]]);
    const { page } = await open(workspace.id, `date="${next}" view="week"`, {
      context: { viewport: { width: 1100, height: 900 } },
    });
    await entry(page, "Not back").focus();
    await page.keyboard.press("m");
    for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.getByText("This time has passed. Choose a later one.").first().waitFor();
    expect(await told(page)).toEqual([]);
  });

  test("moves with the keyboard, as grids do", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-10"');
    await entry(page, "Opening day").waitFor();
    await day(page, "2031-03-01").focus();
    const press = async (key: string) => {
      await page.keyboard.press(key);
      await page.waitForTimeout(50);
      return focused(page);
    };
    expect(await press("ArrowRight")).toBe("2031-03-02");
    expect(await press("ArrowDown")).toBe("2031-03-09");
    expect(await press("Home")).toBe("2031-03-09");
    expect(await press("End")).toBe("2031-03-15");
    expect(await press("ArrowUp")).toBe("2031-03-08");
    expect(await press("PageDown")).toBe("2031-04-08");
    expect(await page.getByRole("heading", { name: "April 2031" }).count()).toBe(1);
    expect(await press("PageUp")).toBe("2031-03-08");
    expect(await press("Control+Home")).toBe("2031-03-01");
    for (let n = 0; n < 3; n += 1) await press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page
      .getByText(/^Moved to Wednesday, March 12, 2031/)
      .first()
      .waitFor();
    expect((await workspace.api.posts.get(workspace.ids[0] ?? "")).schedule).toMatchObject({ local_time: "2031-03-12T09:00:00" });
  });

  test("with more than fits on a day: the rest is behind a button", async () => {
    const workspace = await workspaceWith(Array.from({ length: 7 }, (_, n) => [`Post ${n}`, `2031-03-04T1${n}:00`] as const));
    const { page } = await open(workspace.id, 'date="2031-03-10"');
    await page.getByRole("button", { name: "4 more" }).click();
    await page.getByRole("dialog", { name: "Tuesday, March 4" }).waitFor();
    expect(await page.getByRole("dialog").locator("button.entry").count()).toBe(7);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("on a phone: dots, and the chosen day's posts below", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-10"', {
      context: { viewport: { width: 375, height: 800 }, hasTouch: true },
    });
    await day(page, "2031-03-04").tap();
    await page.locator(".day-panel button.entry").filter({ hasText: "Opening day" }).tap();
    await page.getByRole("dialog").getByText("Opening day").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  });
});

describe("a week", () => {
  test("has hours; a post is dragged to another of them, by quarters", async () => {
    const workspace = await workspaceWith([["Yoga at nine", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="week"', {
      context: { viewport: { width: 1100, height: 1500 } },
    });
    const column = page.locator('[data-day="2031-03-06"][data-hours]');
    const box = await column.boundingBox();
    const from = await entry(page, "Yoga at nine").boundingBox();
    if (!box || !from) throw new Error("nothing to drag");
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 100, { steps: 5 });
    await page.mouse.move(box.x + 20, box.y + (10.5 / 24) * box.height, { steps: 5 });
    await page.mouse.up();
    await page
      .getByText(/^Moved to Thursday, March 6, 2031/)
      .first()
      .waitFor();
    expect((await workspace.api.posts.get(workspace.ids[0] ?? "")).schedule).toMatchObject({ local_time: "2031-03-06T10:30:00" });
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("is moved by the keyboard, and given up by Escape", async () => {
    const workspace = await workspaceWith([["Yoga at nine", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="week"');
    await entry(page, "Yoga at nine").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await entry(page, "Yoga at nine").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page
      .getByText(/^Moved to Wednesday, March 5, 2031/)
      .first()
      .waitFor();
    expect((await workspace.api.posts.get(workspace.ids[0] ?? "")).schedule).toMatchObject({ local_time: "2031-03-05T08:45:00" });
  });
});

describe("a post", () => {
  test("is moved by a dialog, published, and deleted", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="list"');
    await entry(page, "Opening day").click();
    await page.getByRole("button", { name: "Move to …" }).click();
    await page.getByLabel("Date and time").fill("2031-03-05T10:00");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page
      .getByText(/^Moved to Wednesday, March 5, 2031/)
      .first()
      .waitFor();
    await entry(page, "Opening day").click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Deleted.").first().waitFor();
    await page.getByText("Nothing is planned here yet.").waitFor();
  });

  test("that failed says why and is tried again", async () => {
    const workspace = await workspaceWith([]);
    await workspace.api.test.injectFault({ network: "sandbox", operation: "create", kind: "status", status: 422, times: 1 });
    const post = await workspace.api.posts.create({
      text: "Not at once",
      account_ids: [workspace.account],
      schedule: { now: true },
    });
    await expect.poll(async () => (await workspace.api.posts.get(post.id)).status, { timeout: 10_000 }).toBe("failed");
    const { page } = await open(workspace.id, 'view="list"');
    await entry(page, "Not at once").click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await workspace.api.posts.get(post.id)).status, { timeout: 10_000 }).toBe("published");
    await page.getByRole("dialog").getByText("Published").first().waitFor();
  });

  test("changes while one looks", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="list"');
    await entry(page, "Opening day").waitFor();
    await workspace.api.posts.create({
      text: "From elsewhere",
      account_ids: [workspace.account],
      schedule: { local_time: "2031-03-05T09:00", time_zone: "Europe/Berlin" },
    });
    await entry(page, "From elsewhere").waitFor();
  });

  test("is opened and edited by the page where the page does so", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="list"', {
      script: `${KEEP_EVENTS} globalThis.refuse = "placard-post-opening";`,
    });
    await entry(page, "Opening day").click();
    await page.getByRole("button", { name: "New post" }).click();
    expect(await told(page)).toEqual(["placard-post-opening", "placard-compose"]);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});

describe("slots", () => {
  test("are set for an account, shown where they are free, and lead to a composer", async () => {
    const workspace = await workspaceWith([]);
    const { page, complaints } = await open(workspace.id, 'date="2031-03-04" view="week"', {
      context: { viewport: { width: 1100, height: 1500 } },
    });
    await page.getByRole("button", { name: "Slots" }).click();
    await page.getByRole("dialog", { name: "Slots" }).waitFor();
    await page.getByRole("checkbox", { name: "Sun" }).uncheck();
    await page.getByRole("checkbox", { name: "Tue" }).check();
    await page.getByRole("checkbox", { name: "Thu" }).check();
    await page.getByLabel("Time in").fill("18:30");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: "Remove Thursday 6:30 PM" }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The slots were saved.").first().waitFor();
    expect(await workspace.api.slots.list(workspace.account)).toMatchObject({
      slots: [{ weekday: "tuesday", local_time: "18:30" }],
    });
    const free = page.locator('[data-day="2031-03-04"]').getByRole("button", { name: /^Free slot at 6:30 PM/ });
    await free.click();
    expect(await told(page)).toEqual(["placard-compose 2031-03-04T18:30"]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("a filter", () => {
  test("narrows the view, says when nothing is left, and is lifted", async () => {
    const workspace = await workspaceWith([["Opening day", "2031-03-04T09:00"]]);
    const { page } = await open(workspace.id, 'date="2031-03-04" view="list"');
    await entry(page, "Opening day").waitFor();
    await page.getByRole("button", { name: "Filter" }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("State").selectOption("failed");
    await page.getByText("Nothing here matches the filter.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await entry(page, "Opening day").waitFor();
  });
});

describe("where the clocks change", () => {
  /** The posts of such a workspace are moved by the keyboard from the day before, at the same time of the day. */
  test.each([
    {
      zone: "America/New_York",
      from: "2031-03-08T02:30",
      says: /^Moved to Sunday, March 9, 2031 at 3:30\sAM\. Clocks go forward: 2:00\sAM to 3:00\sAM does not come\.$/,
      stored: { at: "2031-03-09T07:30:00.000Z", local_time: "2031-03-09T03:30:00" },
      stands: "3:30 AM",
    },
    {
      zone: "America/New_York",
      from: "2031-11-01T01:30",
      says: /^Moved to Sunday, November 2, 2031 at 1:30\sAM\. Clocks go back: 1:00\sAM to 2:00\sAM comes twice\. A post moved there takes the first\.$/,
      stored: { at: "2031-11-02T05:30:00.000Z", local_time: "2031-11-02T01:30:00" },
      stands: "1:30 AM EDT",
    },
    {
      zone: "Europe/Berlin",
      from: "2031-03-29T02:15",
      says: /^Moved to Sunday, March 30, 2031 at 3:15\sAM\. Clocks go forward: 2:00\sAM to 3:00\sAM does not come\.$/,
      stored: { at: "2031-03-30T01:15:00.000Z", local_time: "2031-03-30T03:15:00" },
      stands: "3:15 AM",
    },
    {
      zone: "Australia/Lord_Howe",
      from: "2031-10-04T02:15",
      says: /^Moved to Sunday, October 5, 2031 at 2:45\sAM\. Clocks go forward: 2:00\sAM to 2:30\sAM does not come\.$/,
      stored: { at: "2031-10-04T15:45:00.000Z", local_time: "2031-10-05T02:45:00" },
      stands: "2:45 AM",
    },
    {
      zone: "Australia/Lord_Howe",
      from: "2031-04-05T01:45",
      says: /^Moved to Sunday, April 6, 2031 at 1:45\sAM\. Clocks go back: 1:30\sAM to 2:00\sAM comes twice\. A post moved there takes the first\.$/,
      stored: { at: "2031-04-05T14:45:00.000Z", local_time: "2031-04-06T01:45:00" },
      stands: "1:45 AM GMT+11",
    },
  ])(
    "in $zone a post of $from goes a day on by the keyboard: it says what that becomes, and the API says the same",
    async example => {
      const { zone, from, says, stored, stands } = example;
      const workspace = await workspaceWith([["Near the change", from]], zone);
      const { page, complaints } = await open(workspace.id, `date="${from.slice(0, 10)}" view="week" locale="en-US"`);
      await entry(page, "Near the change").focus();
      await page.keyboard.press("m");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.locator("[aria-live]").allTextContents()).toContainEqual(expect.stringMatching(/Clocks go/));
      await page.keyboard.press("Enter");
      await page.getByText(says).first().waitFor();
      const read = () => workspace.api.posts.get(workspace.ids[0] ?? "");
      expect((await read()).schedule).toMatchObject({ ...stored, time_zone: zone });
      await expect
        .poll(async () => (await entry(page, "Near the change").locator(".time").textContent())?.replace(/\s/g, " "))
        .toBe(stands);
      await page.getByRole("button", { name: "Undo" }).click();
      await page
        .getByText(/^Moved back to Saturday/)
        .first()
        .waitFor();
      expect((await read()).schedule).toMatchObject({ local_time: `${from}:00` });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test("a day of 25 hours marks the hour that comes twice, tells its posts apart, and puts one back to where it was", async () => {
    const workspace = await workspaceWith([["First time", "2031-11-02T01:30"]], "America/New_York");
    const second = await workspace.api.posts.create({
      text: "Second time",
      account_ids: [workspace.account],
      schedule: { at: "2031-11-02T06:30:00Z" },
    });
    const { page } = await open(workspace.id, 'date="2031-11-02" view="week" locale="en-US"', {
      context: { viewport: { width: 1400, height: 900 } },
    });
    await page
      .getByRole("group", { name: "Sunday, November 2, 2 posts" })
      .getByText(/^ ?Clocks go back: 1:00\sAM to 2:00\sAM comes twice\./)
      .waitFor();
    const timeOf = async (text: string) => (await entry(page, text).locator(".time").textContent())?.replace(/\s/g, " ");
    expect([await timeOf("First time"), await timeOf("Second time")]).toEqual(["1:30 AM EDT", "1:30 AM EST"]);
    const column = await page.locator('[data-day="2031-11-02"][data-hours]').boundingBox();
    const band = await page.locator(".clocks").boundingBox();
    if (!column || !band) throw new Error("nothing is marked");
    expect(
      [(band.y - column.y) / column.height, band.height / column.height].map(share => Math.round(share * 24 * 10) / 10),
    ).toEqual([1, 1]);
    await entry(page, "Second time").focus();
    await page.keyboard.press("m");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page
      .getByText(/^Moved to Monday, November 3, 2031/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page
      .getByText(/^Moved back to Sunday, November 2, 2031/)
      .first()
      .waitFor();
    expect((await workspace.api.posts.get(second.id)).schedule).toMatchObject({ at: "2031-11-02T06:30:00.000Z" });
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("a day of 23 hours marks the hour that does not come, for half an hour half as high", async () => {
    const workspace = await workspaceWith([], "Australia/Lord_Howe");
    const { page } = await open(workspace.id, 'date="2031-10-05" view="week" locale="en-GB"');
    await page
      .getByRole("group", { name: "Sunday 5 October, no posts" })
      .getByText(/^ ?Clocks go forward: 2:00 to 2:30 does not come\.$/)
      .waitFor();
    const share = () =>
      page
        .locator(".clocks")
        .evaluate(band => band.getBoundingClientRect().height / (band.parentElement?.getBoundingClientRect().height ?? 0));
    expect(Math.round((await share()) * 48 * 10) / 10).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate(() => document.querySelector("placard-calendar")?.setAttribute("time-zone", "America/New_York"));
    await page.locator(".clocks").waitFor({ state: "detached" });
  });
});

describe("another zone", () => {
  test("is shown by its own clock, where the clocks change by half an hour too", async () => {
    const workspace = await workspaceWith([["Just after", "2031-10-05T02:30"]], "Australia/Lord_Howe");
    const { page } = await open(workspace.id, 'date="2031-10-05" view="list" locale="en-GB"');
    expect(await entry(page, "Just after").locator(".time").textContent()).toBe("2:30");
    const other = await open(workspace.id, 'date="2031-10-04" view="list" locale="en-GB" time-zone="America/New_York"');
    expect(await entry(other.page, "Just after").locator(".time").textContent()).toBe("11:30");
  });
});
