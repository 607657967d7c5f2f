import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { png } from "./files.ts";
import { drag, expectFitForFingers } from "./fingers.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";
import { smallTargets } from "./targets.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A phone: a finger in place of a pointer, and as wide as most of them. */
const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

async function open(html: string, scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({ html: `<main>${html}</main>`, context: PHONE, ...scene });
  onTestFinished(opened.close);
  opened.page.setDefaultTimeout(6_000);
  return opened;
}
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const text = (page: Page) => page.getByRole("textbox", { name: "Post", exact: true });
const postsWith = async (words: string) => (await stage.placard.posts.list().toArray()).filter(post => post.text.includes(words));

/** A workspace of its own with so many accounts. */
async function newWorkspace(accounts: number) {
  const { id } = await stage.placard.workspaces.create({
    name: "A studio",
    time_zone: "Europe/Berlin",
    language: "en",
    mode: "test",
  });
  const api = stage.placard.workspace(id);
  const connected = [];
  for (let n = 0; n < accounts; n += 1) {
    const credentials = { handle: `t${id.slice(-6)}${n}`.toLowerCase(), password: "correct horse" };
    const { account } = await api.accounts.connect({ network: "sandbox", credentials });
    if (account) connected.push(account);
  }
  return { id, api, accounts: connected };
}

describe("accounts, by touch", () => {
  test("are connected, renamed and disconnected", async () => {
    const { id, api, accounts } = await newWorkspace(2);
    const [account] = accounts;
    const name = account?.display_name ?? "";
    const { page, complaints } = await open("<placard-connect></placard-connect>", { workspace: id });
    await page.getByText("Connected", { exact: true }).first().waitFor();
    await expectFitForFingers(page);

    await button(page, `Actions for ${name}`).tap();
    await page.getByRole("menuitem", { name: "Rename" }).waitFor();
    await expectFitForFingers(page);
    // A touch beside it closes it, and does nothing else.
    await page.touchscreen.tap(30, 700);
    await page.getByRole("menuitem", { name: "Rename" }).waitFor({ state: "hidden" });

    await button(page, `Actions for ${name}`).tap();
    await page.getByRole("menuitem", { name: "Rename" }).tap();
    await page.getByRole("dialog").getByRole("textbox").fill("Our studio");
    await expectFitForFingers(page);
    await button(page, "Save").tap();
    await page.getByText("Our studio").first().waitFor();

    await button(page, "Connect account").tap();
    await page.getByRole("dialog", { name: "Which network?" }).waitFor();
    await expectFitForFingers(page);
    await button(page, "Bluesky").tap();
    await button(page, "Connect with a password for apps instead").tap();
    await page.getByLabel("App password").waitFor();
    await expectFitForFingers(page);
    await button(page, "Cancel").tap();
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await api.test.revokeAccess(accounts[1]?.id ?? "");
    await button(page, `Actions for ${accounts[1]?.display_name}`).tap();
    await page.getByRole("menuitem", { name: "Check connection" }).tap();
    await page.getByText("Needs reconnecting").waitFor();
    await expectFitForFingers(page);
    const popup = page.waitForEvent("popup");
    await button(page, "Reconnect").tap();
    await (await popup).close();
    await page.getByRole("dialog", { name: "Finish in the other window" }).waitFor();
    await expectFitForFingers(page);
    await button(page, "Cancel").tap();
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await button(page, "Actions for Our studio").tap();
    await page.getByRole("menuitem", { name: "Disconnect" }).tap();
    await page.getByText("No posts are scheduled on it.").waitFor();
    await expectFitForFingers(page);
    await button(page, "Disconnect").tap();
    await page.getByText("Our studio was disconnected.").first().waitFor();
    await expectFitForFingers(page);
    expect(await api.accounts.get(account?.id ?? "")).toMatchObject({ status: "disconnected", label: "Our studio" });
    expect(complaints).toEqual([]);
  });
});

describe("a post, by touch", () => {
  test("gets a version of its own for a network, options, a place in a thread, and a time", async () => {
    const { page, complaints } = await open("<placard-composer></placard-composer>", { options: "{ demo: true }" });
    await text(page).waitFor();
    await expectFitForFingers(page);
    await page.getByRole("button", { name: /^Stillwater Yoga ?, LinkedIn/ }).tap();
    await page.getByRole("button", { name: /^Stillwater ?, X/ }).tap();
    await text(page).tap();
    await page.keyboard.type("For everybody.");
    await page.getByRole("tab", { name: "X", exact: true }).tap();
    await text(page).fill("For X alone.");
    await page.getByRole("tab", { name: "LinkedIn", exact: true }).tap();
    expect(await text(page).inputValue()).toBe("For everybody.");
    await page.getByRole("tab", { name: /^X/ }).tap();
    await page.getByText("Options", { exact: false }).first().tap();
    await expectFitForFingers(page);
    await button(page, "Add to thread").tap();
    await page.getByRole("textbox", { name: "Part 2 of the thread" }).fill("And more.");
    await button(page, "At a time").tap();
    await page.getByLabel("Date and time").fill("2031-03-04T09:30");
    await expectFitForFingers(page);
    await button(page, "Preview").tap();
    await page.getByText("For X alone.").first().waitFor();
    await expectFitForFingers(page);
    await button(page, "Write").tap();
    await button(page, "Schedule").tap();
    await page
      .getByText(/^Scheduled for/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test("shows what is picked, says it in words, and goes out", async () => {
    const { page, complaints } = await open("<placard-composer></placard-composer>");
    await text(page).fill("With a picture.");
    const chooser = page.waitForEvent("filechooser");
    await page.locator("#add-text").tap();
    await (await chooser).setFiles([png("bread.png"), png("rolls.png", 80, 120)]);
    await expect.poll(() => page.locator(".tile-face img").count()).toBe(2);
    await page.locator(".tile-face").first().tap();
    await page.getByLabel("Alternative text").fill("A loaf of rye bread");
    await page.getByText("Saved.").waitFor();
    await expectFitForFingers(page);
    await button(page, "Move later").tap();
    await button(page, "Remove rolls.png").tap();
    await expect.poll(() => page.locator(".tile").count()).toBe(1);
    await page.locator("#library-text").tap();
    await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
    await expectFitForFingers(page);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).tap();
    await button(page, "Publish now").tap();
    await page.getByText("On its way.").first().waitFor();
    const [post] = await postsWith("With a picture.");
    expect((await stage.placard.media.get(post?.media_ids[0] ?? "")).alt_text).toBe("A loaf of rye bread");
    expect(complaints).toEqual([]);
  });

  test("is written from a template, with a word that is offered", async () => {
    await stage.placard.posts.create({ text: "Fresh #bread", account_ids: [stage.account] });
    await stage.placard.templates.create({ name: "Offer", text: "This week: {{offer}}!", variables: [{ name: "offer" }] });
    const { page } = await open("<placard-composer></placard-composer>");
    await button(page, "Use a template").tap();
    await page.getByRole("button", { name: /^Offer/ }).waitFor();
    await expectFitForFingers(page);
    await page.getByRole("button", { name: /^Offer/ }).tap();
    await page.getByLabel("offer", { exact: true }).fill("rolls");
    await expectFitForFingers(page);
    await button(page, "Insert").tap();
    await expect.poll(() => text(page).inputValue()).toBe("This week: rolls!");
    await page.keyboard.press("End");
    await page.keyboard.type(" #br");
    await page.getByRole("option", { name: "#bread", exact: true }).waitFor();
    await expectFitForFingers(page);
    await page.getByRole("option", { name: "#bread", exact: true }).tap();
    expect(await text(page).inputValue()).toBe("This week: rolls! #bread ");
  });

  test("is talked about, and goes back to what it was", async () => {
    const post = await stage.placard.posts.create({ text: "Fresh bread on Monday.", account_ids: [stage.account] });
    await stage.placard.posts.update(post.id, { text: "Fresh rolls on Monday." });
    const { page } = await open(`<placard-composer post-id="${post.id}"></placard-composer>`);
    await button(page, "Comments").tap();
    await page.getByLabel("Write a comment").fill("Is Monday right?");
    await button(page, "Comment").tap();
    await page.getByText("Is Monday right?").waitFor();
    await expectFitForFingers(page);
    await page.getByRole("button", { name: "Resolve: comment of You" }).tap();
    await page.getByRole("button", { name: "Reopen: comment of You" }).waitFor();
    await button(page, "History").tap();
    await page.getByRole("dialog").locator("del").first().waitFor();
    await expectFitForFingers(page);
    await page.getByRole("button", { name: /First version/ }).tap();
    await button(page, "Bring this version back").tap();
    await page.getByText("Version 1 is back.").first().waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "Fresh bread on Monday." });
  });
});

describe("the calendar, by touch", () => {
  const entry = (page: Page, words: string) => page.locator("button.entry:visible").filter({ hasText: words }).first();
  const middle = async (of: ReturnType<typeof entry>) => {
    await of.scrollIntoViewIfNeeded();
    const box = await of.boundingBox();
    if (!box) throw new Error("It is not there.");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** With posts at these local times. */
  async function workspaceWith(...posts: readonly (readonly [string, string])[]) {
    const workspace = await newWorkspace(1);
    const ids: string[] = [];
    for (const [words, local_time] of posts) {
      const account_ids = workspace.accounts.map(({ id }) => id);
      const schedule = { local_time, time_zone: "Europe/Berlin" };
      ids.push((await workspace.api.posts.create({ text: words, account_ids, schedule })).id);
    }
    const timeOf = async (n: number) => (await workspace.api.posts.get(ids[n] ?? "")).schedule?.local_time;
    return { ...workspace, timeOf };
  }

  test("goes from view to view, opens a post, and moves it by a dialog", async () => {
    const workspace = await workspaceWith(["Opening day", "2031-03-04T09:00"], ["A second one", "2031-03-04T09:30"]);
    const { page, complaints } = await open('<placard-calendar date="2031-03-04"></placard-calendar>', {
      workspace: workspace.id,
    });
    await page.locator('[role="gridcell"][data-day="2031-03-04"]').tap();
    await entry(page, "Opening day").waitFor();
    await expectFitForFingers(page);
    await button(page, "Week").tap();
    await entry(page, "Opening day").waitFor();
    await expectFitForFingers(page);
    await button(page, "List").tap();
    await button(page, "Filter").tap();
    await expectFitForFingers(page);
    await entry(page, "Opening day").tap();
    await button(page, "Move to …").waitFor();
    await expectFitForFingers(page);
    await button(page, "Move to …").tap();
    await page.getByLabel("Date and time").fill("2031-03-05T10:00");
    await expectFitForFingers(page);
    await button(page, "Move").tap();
    await page
      .getByText(/^Moved to Wednesday, March 5, 2031/)
      .first()
      .waitFor();
    await expectFitForFingers(page);
    expect(await workspace.timeOf(0)).toBe("2031-03-05T10:00:00");
    expect(complaints).toEqual([]);
  });

  test("moves a post where a finger rested on it and went; one that goes at once scrolls", async () => {
    const workspace = await workspaceWith(["Opening day", "2031-03-04T09:00"]);
    const { page } = await open('<placard-calendar date="2031-03-04"></placard-calendar>', { workspace: workspace.id });
    await page.locator('[role="gridcell"][data-day="2031-03-04"]').tap();
    await entry(page, "Opening day").waitFor();
    const from = await middle(entry(page, "Opening day"));
    const to = await middle(page.locator('[role="gridcell"][data-day="2031-03-21"]'));
    await drag(page, from, to);
    await page.waitForTimeout(300);
    expect(await workspace.timeOf(0)).toBe("2031-03-04T09:00:00");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.evaluate(() => scrollTo(0, 0));
    const again = await middle(entry(page, "Opening day"));
    await drag(page, again, await middle(page.locator('[role="gridcell"][data-day="2031-03-21"]')), 500);
    await page
      .getByText(/^Moved to Friday, March 21, 2031/)
      .first()
      .waitFor();
    expect(await workspace.timeOf(0)).toBe("2031-03-21T09:00:00");
  });

  test("moves a post among the hours of a week", async () => {
    const workspace = await workspaceWith(["Yoga at nine", "2031-03-03T09:00"]);
    const { page } = await open('<placard-calendar date="2031-03-03" view="week" locale="en-GB"></placard-calendar>', {
      workspace: workspace.id,
    });
    await entry(page, "Yoga").waitFor();
    const from = await middle(entry(page, "Yoga"));
    const hour =
      (await page
        .locator(".column")
        .first()
        .evaluate(column => column.clientHeight)) / 24;
    const top = (await entry(page, "Yoga").boundingBox())?.y ?? 0;
    await drag(page, from, { x: from.x + 92, y: top + 1.5 * hour }, 500);
    await page
      .getByText(/^Moved to/)
      .first()
      .waitFor();
    expect(await workspace.timeOf(0)).toBe("2031-03-04T10:30:00");
  });

  test("sets slots", async () => {
    const workspace = await workspaceWith();
    const { page } = await open('<placard-calendar date="2031-03-04" view="week"></placard-calendar>', {
      workspace: workspace.id,
    });
    await button(page, "Slots").tap();
    await page.getByRole("checkbox", { name: "Tue" }).tap();
    await page.getByLabel("Time in").fill("18:30");
    await button(page, "Add").tap();
    await expectFitForFingers(page);
    await button(page, "Save").tap();
    await page.getByText("The slots were saved.").first().waitFor();
    await page
      .getByRole("button", { name: /^Free slot at 6:30 PM/ })
      .first()
      .waitFor();
    await expectFitForFingers(page);
  });
});

test("a pointer that is finer finds every target of 24 px or more", async () => {
  const { page } = await open(
    "<placard-connect></placard-connect><placard-composer density='compact'></placard-composer><placard-calendar density='compact'></placard-calendar>",
    { options: "{ demo: true }", context: { viewport: { width: 1100, height: 900 } } },
  );
  await page.getByText("@stillwater.yoga").waitFor();
  await page.locator("button.entry").first().waitFor();
  expect(await smallTargets(page, 24)).toEqual([]);
  for (const view of ["Week", "List"]) {
    await button(page, view).click();
    await page.locator("button.entry").first().waitFor();
    expect(await smallTargets(page, 24)).toEqual([]);
  }
});
