import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { cutOff, keyboardFaults } from "./keys.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A window of 1280 × 1024 at 400 %. */
const ZOOMED = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

async function open(html: string, scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({ html: `<main>${html}</main>`, context: ZOOMED, ...scene });
  onTestFinished(opened.close);
  opened.page.setDefaultTimeout(6_000);
  return opened;
}
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const DEMO = { options: "{ demo: true }" };

async function expectWhole(page: Page): Promise<void> {
  expect(await cutOff(page)).toEqual([]);
  expect(await keyboardFaults(page)).toEqual([]);
}

describe("at 400 %", () => {
  test("accounts: their list, their menu and every dialog", async () => {
    const { page } = await open("<placard-connect></placard-connect>");
    await page.getByText("Connected", { exact: true }).first().waitFor();
    await expectWhole(page);
    const actions = page.getByRole("button", { name: /^Actions for/ });
    await actions.focus();
    await page.keyboard.press("Enter");
    expect(await cutOff(page)).toEqual([]);
    // Each item comes into sight as the arrows come to it.
    for (const name of ["Check connection", "Open profile", "Rename", "Reconnect", "Disconnect"]) {
      await expect.poll(() => focusedText(page)).toBe(name);
      expect(await inWindow(page, name)).toBe(true);
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Disconnect/ }).waitFor();
    await expectWhole(page);
    await page.keyboard.press("Escape");
    await button(page, "Connect account").click();
    await button(page, "Bluesky").click();
    await button(page, "Connect with a password for apps instead").click();
    await expectWhole(page);
  });

  test("the composer: a version for a network with its options, its preview, templates and history", async () => {
    const { page } = await open("<placard-composer></placard-composer>", DEMO);
    await page.getByRole("button", { name: /^Stillwater Yoga ?, LinkedIn/ }).click();
    await page.getByRole("button", { name: /^Stillwater ?, X/ }).click();
    await page.getByRole("textbox", { name: "Post", exact: true }).fill("For everybody. ".repeat(30));
    await page.getByRole("tab", { name: /^X/ }).click();
    await page.getByText("Options for X").click();
    await button(page, "Add to thread").click();
    await button(page, "At a time").click();
    await expectWhole(page);
    await button(page, "Preview").click();
    await page.locator(".preview-text").first().waitFor();
    await expectWhole(page);

    const post = await stage.placard.posts.create({ text: "Fresh bread on Monday.", account_ids: [stage.account] });
    await stage.placard.posts.update(post.id, { text: "Fresh rolls on Monday." });
    await stage.placard.templates.create({ name: "Offer", text: "This week: {{offer}}!", variables: [{ name: "offer" }] });
    const changed = await open(`<placard-composer post-id="${post.id}"></placard-composer>`);
    await button(changed.page, "Comments").click();
    await changed.page.getByLabel("Write a comment").waitFor();
    await expectWhole(changed.page);
    await button(changed.page, "History").click();
    await changed.page.getByRole("dialog").locator("del").first().waitFor();
    await expectWhole(changed.page);
    await changed.page.keyboard.press("Escape");
    await button(changed.page, "Use a template").click();
    await changed.page.getByRole("button", { name: /^Offer/ }).waitFor();
    await expectWhole(changed.page);
  });

  test("the calendar: each view, a post, moving it, and slots", async () => {
    const { page } = await open("<placard-calendar></placard-calendar>", DEMO);
    await page.locator(".dots span").first().waitFor();
    await expectWhole(page);
    await button(page, "Week").click();
    await expectWhole(page);
    await button(page, "List").click();
    await button(page, "Filter").click();
    await expectWhole(page);
    await page.locator("button.entry:visible").first().click();
    await button(page, "Move to …").waitFor();
    await expectWhole(page);
    await button(page, "Move to …").click();
    await expectWhole(page);
    await page.keyboard.press("Escape");
    await button(page, "Slots").click();
    await page.getByLabel("Time in").waitFor();
    await expectWhole(page);
  });
});

const focusedText = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.querySelector("placard-connect")?.shadowRoot?.activeElement?.textContent?.trim());
const inWindow = async (page: Page, name: string): Promise<boolean> => {
  const box = await page.getByRole("menuitem", { name }).boundingBox();
  return !!box && box.y >= 0 && box.y + box.height <= ZOOMED.viewport.height;
};

test("with letters, words and lines set apart as some readers need it, nothing is cut off", async () => {
  const { page } = await open(
    "<placard-connect></placard-connect><placard-composer></placard-composer><placard-calendar></placard-calendar>",
    { ...DEMO, context: { viewport: { width: 320, height: 800 } } },
  );
  await page.getByText("@stillwater.yoga").waitFor();
  await page.getByRole("button", { name: /^Stillwater ?, X/ }).click();
  // The distances of WCAG 1.4.12, as a reader's own styles set them.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }");
    for (const { shadowRoot } of document.querySelectorAll("*")) shadowRoot?.adoptedStyleSheets.push(sheet);
  });
  expect(await cutOff(page)).toEqual([]);
});
