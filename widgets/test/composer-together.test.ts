import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const KEEP_EVENTS = `globalThis.told = [];
for (const type of ["placard-post-saving", "placard-post-saved", "placard-post-scheduled", "placard-post-submitted", "placard-post-approved", "placard-post-rejected"])
  document.addEventListener(type, event => told.push(type));`;
const told = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
async function open(post: string | null = null, scene: Partial<Scene> = {}): Promise<Opened> {
  const html = `<main><placard-composer${post === null ? "" : ` post-id="${post}"`}></placard-composer></main>`;
  const opened = await stage.open({ html, script: KEEP_EVENTS, ...scene });
  onTestFinished(opened.close);
  return opened;
}
const text = (page: Page) => page.getByRole("textbox", { name: "Post", exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const postsWith = async (words: string) => (await stage.placard.posts.list().toArray()).filter(post => post.text.includes(words));
const draft = (words: string) => stage.placard.posts.create({ text: words, account_ids: [stage.account] });

describe("a template", () => {
  test("is found, asks for its variables, and goes into the post, which says where it came from", async () => {
    const template = await stage.placard.templates.create({
      name: "Offer of the week",
      text: "This week at {{shop}}: {{offer}}!",
      hashtags: ["bakery"],
      variables: [
        { name: "shop", default: "Bakery Lange" },
        { name: "offer", description: "What is cheaper" },
      ],
    });
    await stage.placard.templates.create({ name: "Another", text: "Nothing to fill in." });
    const { page, complaints } = await open();
    await button(page, "Use a template").click();
    await page.getByRole("searchbox", { name: "Search" }).fill("offer");
    expect(await page.getByRole("dialog").getByRole("listitem").count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /Offer of the week/ }).click();
    await button(page, "Insert").click();
    await page.getByText("Fill this in.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("offer", { exact: true }).fill("rye bread");
    await page.keyboard.press("Enter");
    await expect.poll(() => text(page).inputValue()).toBe("This week at Bakery Lange: rye bread!\n\n#bakery");
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    const [post] = await postsWith("rye bread!");
    expect(post?.origin).toMatchObject({ kind: "template", template_id: template.id });
    expect(complaints).toEqual([]);
  });

  test("is made of what is written; a name that is taken is told", async () => {
    const { page } = await open();
    await text(page).fill("Closed on {{day}}.");
    await button(page, "Use a template").click();
    await button(page, "Save as a template").click();
    await page.getByLabel("Name").fill("Closing day");
    await page.keyboard.press("Enter");
    await page.getByText("The template Closing day was saved.").first().waitFor();
    const saved = (await stage.placard.templates.list().toArray()).find(({ name }) => name === "Closing day");
    expect(saved).toMatchObject({ text: "Closed on {{day}}.", variables: [{ name: "day" }] });
    await button(page, "Use a template").click();
    await button(page, "Save as a template").click();
    await page.getByLabel("Name").fill("closing day");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.keyboard.press("Escape");
    expect(await text(page).inputValue()).toBe("Closed on {{day}}.");
  });
});

describe("the history of a post", () => {
  test("shows who changed what, word by word, and brings a version back", async () => {
    const post = await draft("Fresh bread on Monday.");
    await stage.placard.posts.update(post.id, { text: "Fresh rolls on Monday.", tags: ["rolls"] });
    const { page, complaints } = await open(post.id);
    await button(page, "History").click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("del").first().waitFor();
    expect(await dialog.locator("del").first().textContent()).toContain("bread");
    expect(await dialog.locator("ins").first().textContent()).toContain("rolls");
    await dialog.getByText("A connected system").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: /First version/ }).click();
    await button(page, "Bring this version back").click();
    await page.getByText("Version 1 is back.").first().waitFor();
    expect(await text(page).inputValue()).toBe("Fresh bread on Monday.");
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "Fresh bread on Monday.", tags: [] });
    expect(complaints).toEqual([]);
  });

  test("is not brought back over what somebody else wrote meanwhile", async () => {
    const post = await draft("One.");
    await stage.placard.posts.update(post.id, { text: "Two." });
    const { page } = await open(post.id);
    await button(page, "History").click();
    await page.getByRole("button", { name: /First version/ }).click();
    await button(page, "Bring this version back").waitFor();
    await stage.placard.posts.update(post.id, { text: "Three." });
    await button(page, "Bring this version back").click();
    await page.getByText("Somebody else changed this post in the meantime.").waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "Three." });
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await button(page, "Show theirs").click();
    await expect.poll(() => text(page).inputValue()).toBe("Three.");
  });
});

describe("comments", () => {
  test("are written, changed, resolved and deleted; another's come by themselves", async () => {
    const post = await draft("To be talked about.");
    const { page, complaints } = await open(post.id);
    await button(page, "Comments").click();
    await page.getByText("Notes for your team.").waitFor();
    await page.getByLabel("Write a comment").fill("Is Monday right?");
    await button(page, "Comment").click();
    await page.getByText("Is Monday right?").waitFor();
    expect(await page.getByLabel("Write a comment").inputValue()).toBe("");
    expect(await accessibilityFaults(page)).toEqual([]);
    await stage.placard.posts.comments.create(post.id, { text: "It is." });
    await page.getByText("It is.").first().waitFor({ timeout: 10_000 });
    expect(await page.getByRole("button", { name: "Edit: comment of A connected system" }).count()).toBe(0);
    await page.getByRole("button", { name: "Edit: comment of You" }).click();
    await page.getByLabel("Edit", { exact: true }).fill("Is Tuesday right?");
    await page.getByRole("button", { name: "Save: comment of You" }).click();
    await page.getByText("edited").waitFor();
    await page.getByRole("button", { name: "Resolve: comment of You" }).click();
    await page.getByRole("button", { name: "Reopen: comment of You" }).waitFor();
    const [mine] = await stage.placard.posts.comments.list(post.id).toArray();
    expect(mine).toMatchObject({ text: "Is Tuesday right?", resolved: true, author: { name: "Mara Lind" } });
    await page.getByRole("button", { name: "Delete: comment of You" }).click();
    await page.getByRole("button", { name: "Delete it for good: comment of You" }).click();
    await expect.poll(async () => (await stage.placard.posts.comments.list(post.id).toArray()).length).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("that cannot be sent stay where they were written", async () => {
    const post = await draft("Talked about without luck.");
    const { page } = await open(post.id);
    await button(page, "Comments").click();
    await page.route("**/comments", route => (route.request().method() === "POST" ? route.abort() : route.continue()));
    await page.getByLabel("Write a comment").fill("Not lost.");
    await button(page, "Comment").click();
    await page.getByRole("alert").waitFor({ timeout: 15_000 });
    expect(await page.getByLabel("Write a comment").inputValue()).toBe("Not lost.");
    await page.unroute("**/comments");
    await button(page, "Comment").click();
    await expect.poll(async () => (await stage.placard.posts.comments.list(post.id).toArray()).length).toBe(1);
  });
});

describe("a post that is open in two pages", () => {
  /** Two pages with the same post, both of which have read it. */
  async function openTwice(id: string): Promise<[Page, Page]> {
    const [first, second] = [await open(id), await open(id)];
    for (const { page } of [first, second]) await text(page).waitFor();
    return [first.page, second.page];
  }

  test("shows what the other page saved, and goes on from it", async () => {
    const post = await draft("At first.");
    const [mine, theirs] = await openTwice(post.id);
    await text(theirs).fill("By the other page.");
    await button(theirs, "Save draft").click();
    await mine.getByText("Somebody else changed this post: this is how it is now.").first().waitFor();
    expect(await text(mine).inputValue()).toBe("By the other page.");
    expect(await accessibilityFaults(mine)).toEqual([]);
    await text(mine).fill("By mine, after it.");
    await button(mine, "Save draft").click();
    await expect.poll(() => text(theirs).inputValue()).toBe("By mine, after it.");
    expect(await theirs.getByText("Draft saved.").count()).toBe(0);
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ text: "By mine, after it." });
  });

  test("keeps what is being written, says at once that somebody else changed it, and offers theirs", async () => {
    const post = await draft("At first.");
    const [mine, theirs] = await openTwice(post.id);
    await text(mine).fill("What I am writing.");
    await text(theirs).fill("What they saved.");
    await button(theirs, "Save draft").click();
    await button(mine, "Show theirs").waitFor();
    expect(await text(mine).inputValue()).toBe("What I am writing.");
    expect(await accessibilityFaults(mine)).toEqual([]);
    await button(mine, "Show theirs").click();
    await expect.poll(() => text(mine).inputValue()).toBe("What they saved.");
  });

  test("shows a comment of the other page, though nobody had opened the comments", async () => {
    const post = await draft("Talked about.");
    const [mine, theirs] = await openTwice(post.id);
    await text(mine).fill("Still writing.");
    await button(theirs, "Comments").click();
    await theirs.getByLabel("Write a comment").fill("Is Monday right?");
    await button(theirs, "Comment").click();
    await mine.locator(".comment-entry").getByText("Is Monday right?").waitFor();
    await mine.getByText("Somebody commented on this post.").first().waitFor();
    expect(await text(mine).inputValue()).toBe("Still writing.");
  });

  test("shows the other page's decision on it with its reason, and leaves alone what is being written", async () => {
    const post = await draft("To be decided.");
    await stage.placard.posts.submit(post.id, {});
    const [mine, theirs] = await openTwice(post.id);
    await button(mine, "Send back").waitFor();
    await text(mine).fill("To be decided, I add.");
    await button(theirs, "Send back").click();
    await theirs.getByLabel("Why?").fill("The price is wrong.");
    await button(theirs, "Send back").click();
    await mine.getByText("The price is wrong.").waitFor();
    expect(await text(mine).inputValue()).toBe("To be decided, I add.");
    expect(await accessibilityFaults(mine)).toEqual([]);
    expect(await button(mine, "Show theirs").count()).toBe(0);
  });
});

describe("approval", () => {
  beforeAll(() => stage.placard.workspaces.update(stage.workspace, { settings: { approval_required: true } }));
  afterAll(() => stage.placard.workspaces.update(stage.workspace, { settings: { approval_required: false } }));

  test("a post is submitted with a note and a time, and who submitted it does not approve it", async () => {
    const { page, complaints } = await open();
    await text(page).fill("Please look at this.");
    await button(page, "At a time").click();
    await page.getByLabel("Date and time").fill("2031-03-04T09:30");
    await page.getByLabel("Note for who approves it").fill("Is the price right?");
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Submit for approval").click();
    await page.getByText("Submitted for approval.").first().waitFor();
    const [post] = await postsWith("Please look at this.");
    expect(post).toMatchObject({
      status: "pending_approval",
      approval: { comment: "Is the price right?" },
      proposed_schedule: { local_time: "2031-03-04T09:30:00" },
    });
    expect(await told(page)).toEqual(["placard-post-saving", "placard-post-submitted"]);
    await page.getByText("You submitted this: somebody else has to approve it.").waitFor();
    expect(await button(page, "Approve").count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("another's is approved, for the time that was wished or for another", async () => {
    const post = await draft("From a colleague.");
    await stage.placard.posts.submit(post.id, { comment: "Ready, I think.", schedule: { local_time: "2031-05-01T08:00" } });
    const other = await draft("From a colleague, too.");
    await stage.placard.posts.submit(other.id, {});
    const { page } = await open(post.id);
    await page.getByText("Ready, I think.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Approve").click();
    await page.getByText("Approved.", { exact: true }).first().waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({
      status: "scheduled",
      schedule: { local_time: "2031-05-01T08:00:00" },
    });
    expect(await told(page)).toEqual(["placard-post-approved"]);

    const second = await open(other.id);
    await button(second.page, "At another time …").click();
    await second.page.locator("#decision").fill("2020-01-01T09:00");
    await button(second.page, "Approve").click();
    await second.page.getByText("This time has passed.").waitFor();
    await second.page.locator("#decision").fill("2031-06-01T09:00");
    await button(second.page, "Approve").click();
    await expect.poll(async () => (await stage.placard.posts.get(other.id)).schedule?.local_time).toBe("2031-06-01T09:00:00");
  });

  test("another's is sent back with a reason, which its author sees", async () => {
    const post = await draft("Not quite.");
    await stage.placard.posts.submit(post.id, {});
    const { page } = await open(post.id);
    await button(page, "Send back").click();
    await button(page, "Send back").click();
    await page.getByText("Say why, so that its author knows what to change.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Why?").fill("The price is wrong.");
    await button(page, "Send back").click();
    await page.getByText("The price is wrong.").waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({
      status: "rejected",
      approval: { comment: "The price is wrong." },
    });
    expect(await told(page)).toEqual(["placard-post-rejected"]);
    await text(page).fill("Not quite, but better.");
    await button(page, "Submit for approval").click();
    await page.getByText("Submitted for approval.").first().waitFor();
    expect(await stage.placard.posts.get(post.id)).toMatchObject({ status: "pending_approval", text: "Not quite, but better." });
  });

  test("of two who decide at once one wins, and the other sees what came of it", async () => {
    const post = await draft("For two approvers.");
    await stage.placard.posts.submit(post.id, {});
    // Without events, so that it does not see the other's decision before its own.
    const { page } = await open(post.id, { scopes: ["accounts:read", "posts:read", "posts:write", "posts:approve"] });
    await button(page, "Approve").waitFor();
    await stage.placard.posts.reject(post.id, { comment: "Not today." });
    await button(page, "Approve").click();
    await page.getByRole("alert").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Show theirs").click();
    await page.getByText("Not today.").waitFor();
    expect((await stage.placard.posts.get(post.id)).status).toBe("rejected");
  });

  test("somebody who may only approve reads, decides, and changes nothing", async () => {
    const post = await draft("For an approver.");
    await stage.placard.posts.submit(post.id, {});
    const { page } = await open(post.id, { scopes: ["accounts:read", "posts:read", "posts:approve"] });
    await button(page, "Approve").waitFor();
    expect(await text(page).count()).toBe(0);
    await button(page, "Approve").click();
    await expect.poll(async () => (await stage.placard.posts.get(post.id)).status).toBe("approved");
  });
});
