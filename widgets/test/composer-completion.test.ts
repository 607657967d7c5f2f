import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  for (const words of ["Fresh #bread and #breakfast", "More #bread from @bakery.example", "#rolls"])
    await stage.placard.posts.create({ text: words, account_ids: [stage.account] });
});
afterAll(() => stage.close());

async function open(scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({ html: "<main><placard-composer></placard-composer></main>", ...scene });
  onTestFinished(opened.close);
  return opened;
}
const text = (page: Page) => page.getByRole("textbox", { name: "Post", exact: true });
const options = (page: Page) => page.locator("#completion").getByRole("option");
const offered = (page: Page) => options(page).allTextContents();

describe("while it is written", () => {
  test("hashtags of recent posts are offered at the caret, those written most first, and chosen by keys", async () => {
    const { page, complaints } = await open();
    await text(page).focus();
    await page.keyboard.type("Today #bre");
    await expect.poll(() => offered(page).then(all => all.map(one => one.trim()))).toEqual(["#bread", "#breakfast"]);
    expect(await text(page).getAttribute("aria-activedescendant")).toBe("choice-0");
    expect(await accessibilityFaults(page)).toEqual([]);
    const place = async () => {
      const [list, area] = await Promise.all([page.getByRole("listbox").boundingBox(), text(page).boundingBox()]);
      return { right: (list?.x ?? 0) - (area?.x ?? 0) > 30, near: Math.abs((list?.y ?? 0) - (area?.y ?? 0)) < 60 };
    };
    await expect.poll(place).toEqual({ right: true, near: true });
    await page.setViewportSize({ width: 900, height: 320 });
    await page.mouse.wheel(0, 60);
    await expect.poll(place).toEqual({ right: true, near: true });
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("#completion").getByRole("option", { selected: true }).textContent()).toContain("#breakfast");
    await page.keyboard.press("Enter");
    expect(await text(page).inputValue()).toBe("Today #breakfast ");
    expect(await page.getByRole("listbox").count()).toBe(0);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await text(page).inputValue()).toBe("Today #bre");
    expect(complaints).toEqual([]);
  });

  test("handles are chosen by Tab, and closed by Escape until another begins", async () => {
    const { page } = await open();
    await text(page).focus();
    await page.keyboard.type("With @bak");
    await options(page).first().waitFor();
    await page.keyboard.press("Tab");
    expect(await text(page).inputValue()).toBe("With @bakery.example ");
    await page.keyboard.type("@b");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type("a");
    expect(await page.getByRole("listbox").count()).toBe(0);
    await page.keyboard.type("k #r");
    await options(page).first().waitFor();
  });

  test("emoji by their names, by a click; a smiley of signs is left alone", async () => {
    const { page, complaints } = await open();
    await text(page).focus();
    await page.keyboard.type("Hooray :party");
    await page.getByRole("option", { name: "party popper" }).click();
    expect(await text(page).inputValue()).toBe("Hooray 🎉 ");
    await page.keyboard.type("at 10:30 :) :-D http://x");
    expect(await page.getByRole("listbox").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("by touch, in a narrow page, the list stays in the window", async () => {
    const { page } = await open({ context: { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true } });
    await text(page).tap();
    await page.keyboard.type("Some words that lead to the end of it #br");
    await page.getByRole("option", { name: "#bread", exact: true }).waitFor();
    const box = await page.getByRole("listbox").boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 375).toBe(true);
    await page.getByRole("option", { name: "#bread", exact: true }).tap();
    expect(await text(page).inputValue()).toMatch(/#bread $/);
  });

  test("without what could be offered, writing goes on", async () => {
    const { page } = await open();
    await page.route("**/v1/posts?*", route => route.abort());
    await text(page).focus();
    await page.keyboard.type("No help with #anything ");
    expect(await text(page).inputValue()).toBe("No help with #anything ");
    expect(await page.getByRole("listbox").count()).toBe(0);
  });
});
