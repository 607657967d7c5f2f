import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { film } from "../../api/src/testing/film.ts";
import { accessibilityFaults } from "./accessibility.ts";
import { bomb, png, type TestFile } from "./files.ts";
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
const text = (page: Page) => page.getByRole("textbox", { name: "Post", exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const pick = (page: Page, files: readonly TestFile[]) => page.locator("#file-text").setInputFiles([...files]);
const tiles = (page: Page) => page.locator(".tile-face img");
const names = (page: Page) => page.locator(".tile-face").evaluateAll(faces => faces.map(face => face.getAttribute("title")));
const postsWith = async (words: string) => (await stage.placard.posts.list().toArray()).filter(post => post.text.includes(words));

/** Files given to the editor as the system gives them: by a paste or a drop. */
const give = (page: Page, how: "paste" | "drop", files: readonly TestFile[]) =>
  page.evaluate(
    ({ kind, given }) => {
      const transfer = new DataTransfer();
      for (const { name, type, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const area = document.querySelector("placard-composer")?.shadowRoot?.querySelector("#text");
      const event =
        kind === "paste"
          ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
      area?.dispatchEvent(event);
    },
    { kind: how, given: files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: [...buffer] })) },
  );

describe("media", () => {
  test("picked, described and sent, under the strictest policies", async () => {
    const { page, complaints } = await open();
    await text(page).fill("With two pictures.");
    await pick(page, [png("bread.png"), png("rolls.png", 80, 120)]);
    await expect.poll(() => tiles(page).count()).toBe(2);
    await page.locator(".preview .shot img").nth(1).waitFor();
    await page.locator(".tile-face").first().click();
    await page.getByLabel("Alternative text").fill("A loaf of rye bread");
    await page.getByText("Saved.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    const [post] = await postsWith("With two pictures.");
    expect(post?.media_ids).toHaveLength(2);
    const [bread, rolls] = await Promise.all((post?.media_ids ?? []).map(id => stage.placard.media.get(id)));
    expect(bread).toMatchObject({ file_name: "bread.png", alt_text: "A loaf of rye bread" });
    expect(rolls).toMatchObject({ file_name: "rolls.png", alt_text: null });
    expect(await page.locator(".tile").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test.each(["paste", "drop"] as const)("come by a %s", async how => {
    const { page, complaints } = await open();
    await text(page).waitFor();
    await give(page, how, [png(`${how}.png`)]);
    await expect.poll(() => tiles(page).count()).toBe(1);
    expect(await names(page)).toEqual([`${how}.png`]);
    expect(complaints).toEqual([]);
  });

  test("are put in order by keys, by buttons and by dragging, and taken away", async () => {
    const { page } = await open();
    await pick(page, [png("a.png"), png("b.png"), png("c.png")]);
    await expect.poll(() => tiles(page).count()).toBe(3);
    await page.getByRole("button", { name: "a.png, 1 of 3" }).focus();
    await page.keyboard.press("Alt+ArrowRight");
    expect(await names(page)).toEqual(["b.png", "a.png", "c.png"]);
    await page.keyboard.press("Alt+ArrowRight");
    await expect.poll(() => names(page)).toEqual(["b.png", "c.png", "a.png"]);
    await page.getByRole("button", { name: "a.png, 3 of 3" }).click();
    await button(page, "Move earlier").click();
    expect(await names(page)).toEqual(["b.png", "a.png", "c.png"]);
    await page.locator(".tile").nth(2).dragTo(page.locator(".tile").nth(0));
    expect(await names(page)).toEqual(["c.png", "b.png", "a.png"]);
    await page.getByRole("button", { name: "b.png, 2 of 3" }).focus();
    await page.keyboard.press("Delete");
    expect(await names(page)).toEqual(["c.png", "a.png"]);
    await button(page, "Remove c.png").click();
    expect(await names(page)).toEqual(["a.png"]);
    await expect
      .poll(() =>
        page.evaluate(() => document.querySelector("placard-composer")?.shadowRoot?.activeElement?.getAttribute("title")),
      )
      .toBe("a.png");
  });

  test("may be a film, which shows how long it is", async () => {
    const { page } = await open();
    const buffer = film({ brand: "mp42", width: 640, height: 360, seconds: 65 });
    await pick(page, [{ name: "bread.mp4", mimeType: "video/mp4", buffer }]);
    await page.locator(".tile-note", { hasText: "1:05" }).waitFor();
    await page.locator(".shot-note", { hasText: "1:05" }).waitFor();
    expect(await page.locator(".shot video").count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("survive a reload", async () => {
    const { page } = await open();
    await text(page).fill("Kept with its picture.");
    await pick(page, [png("kept.png")]);
    await expect.poll(() => tiles(page).count()).toBe(1);
    await page.getByText("Kept on this device").waitFor();
    await page.waitForTimeout(500);
    await page.reload();
    await expect.poll(() => tiles(page).count()).toBe(1);
    expect(await names(page)).toEqual(["kept.png"]);
  });

  test("of a thread and of one network stand with it alone", async () => {
    const { page } = await open();
    await text(page).fill("First of two.");
    await button(page, "Add to thread").click();
    await page.getByRole("textbox", { name: "Part 2 of the thread" }).fill("With a picture.");
    await page.locator("#file-part-0").setInputFiles([png("second.png")]);
    await expect.poll(() => tiles(page).count()).toBe(1);
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    const [post] = await postsWith("First of two.");
    expect(post).toMatchObject({ media_ids: [], thread: [{ media_ids: [expect.any(String)] }] });
  });

  test("are picked from the library, found by a search", async () => {
    const bread = await stage.placard.media.upload({
      file: new File([Buffer.from(png("x").buffer)], "harbour.png"),
      alt_text: "A harbour",
    });
    const { page, complaints } = await open();
    await button(page, "From the library").click();
    await page.getByRole("checkbox", { name: "harbour.png, A harbour" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("searchbox", { name: "Search" }).fill("nothing like it");
    await page.getByText("Nothing was found.").waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("harb");
    await page.getByRole("checkbox", { name: "harbour.png, A harbour" }).check();
    await button(page, "Add 1").click();
    expect(await names(page)).toEqual(["harbour.png"]);
    await text(page).fill("From the library.");
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    expect((await postsWith("From the library."))[0]?.media_ids).toEqual([bread.id]);
    expect(complaints).toEqual([]);
  });
});

test("media of a post that can only be read are shown", async () => {
  const bread = await stage.placard.media.upload({
    file: new File([Buffer.from(png("x").buffer)], "bread.png"),
    alt_text: "Bread",
  });
  const post = await stage.placard.posts.create({ text: "Only read.", media_ids: [bread.id], account_ids: [stage.account] });
  const { page, complaints } = await open({
    html: `<main><placard-composer post-id="${post.id}"></placard-composer></main>`,
    scopes: ["accounts:read", "posts:read", "media:read"],
  });
  await page.getByRole("img", { name: "Bread" }).waitFor();
  expect(complaints).toEqual([]);
});

test("a file that is gone from the library is told, and holds the post", async () => {
  const gone = await stage.placard.media.upload({ file: new File([Buffer.from(png("x").buffer)], "gone.png") });
  const { page } = await open();
  await text(page).fill("With a file that goes.");
  await button(page, "From the library").click();
  await page.getByRole("checkbox", { name: "gone.png" }).check();
  await button(page, "Add 1").click();
  await page.getByText("Kept on this device").waitFor();
  await page.waitForTimeout(500);
  await stage.placard.media.delete(gone.id);
  await page.reload();
  await page.getByText("is not in the library any more.").waitFor();
  await button(page, "Publish now").click();
  await page.getByText("Some files are not in the library any more.").waitFor();
  await page.locator(".media .notice").getByRole("button", { name: "Remove" }).click();
  await button(page, "Publish now").click();
  await page.getByText("On its way.").first().waitFor();
});

describe("files that cannot be", () => {
  test.each([
    ["of no type that is taken", { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Only words.") }, /JPEG, PNG/],
    ["empty", { name: "empty.png", mimeType: "image/png", buffer: Buffer.alloc(0) }, /./],
    ["cut off", { ...png("half.png"), buffer: png("half.png").buffer.subarray(0, 60) }, /./],
    ["a bomb", bomb("bomb.png"), /pixels/],
  ])("%s are told in the API's words, and hold the post until they are removed", async (_, file, words) => {
    const { page } = await open();
    await text(page).fill(`With ${file.name}.`);
    await pick(page, [file]);
    const notice = page.locator(".media .notice.danger");
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(words);
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Publish now").click();
    await page.getByText("Some files could not be uploaded.").waitFor();
    expect(await postsWith(`With ${file.name}.`)).toEqual([]);
    await notice.getByRole("button", { name: "Remove" }).click();
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
  });

  test("larger than 100 MB are told before they are sent", async () => {
    const { page } = await open();
    let sent = 0;
    await page.route("**/v1/media", route => {
      sent += 1;
      return route.continue();
    });
    await text(page).waitFor();
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(100_000_001)], "film.mp4", { type: "video/mp4" }));
      document
        .querySelector("placard-composer")
        ?.shadowRoot?.querySelector("#text")
        ?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await page.getByText("is larger than 100 MB.").waitFor();
    expect(sent).toBe(0);
  });
});

describe("an upload", () => {
  test("that fails is tried again by the person, and makes one media", async () => {
    const { page } = await open();
    let left = 3; // the client itself tries three times
    await page.route("**/v1/media", async route => {
      if (route.request().method() !== "POST" || left === 0) return route.continue();
      left -= 1;
      // The last one arrives, and its answer is lost.
      if (left === 0) await route.fetch();
      return route.abort();
    });
    await text(page).fill("In spite of it.");
    await pick(page, [png("again.png", 44, 44)]);
    await page.getByText("The service could not be reached.").first().waitFor({ timeout: 15_000 });
    await page.locator(".media").getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => tiles(page).count()).toBe(1);
    const found = (await stage.placard.media.list().toArray()).filter(media => media.file_name === "again.png");
    expect(found).toHaveLength(1);
  });

  test("tells how far it is, as the browser sends it", async () => {
    const { page } = await open();
    await text(page).waitFor();
    const seen = await page.evaluate(async () => {
      const root = document.querySelector("placard-composer")?.shadowRoot;
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(99_000_000)], "zeros.mp4", { type: "video/mp4" }));
      root
        ?.querySelector("#text")
        ?.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      const positions: number[] = [];
      // Until the API has refused what is no film.
      while (!root?.querySelector(".media .notice.danger")) {
        await new Promise(resolve => setTimeout(resolve, 5));
        const position = root?.querySelector<HTMLProgressElement>("progress")?.position ?? -1;
        if (position >= 0 && position !== positions.at(-1)) positions.push(position);
      }
      return positions;
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.filter(share => share > 0 && share < 1).length).toBeGreaterThan(0);
  });

  test("holds the post, and can be cancelled", async () => {
    const { page, complaints } = await open();
    let stopped = false;
    page.on("requestfailed", request => {
      stopped ||= request.url().endsWith("/v1/media");
    });
    await page.route("**/v1/media", () => undefined); // never answered
    await text(page).fill("Too soon.");
    await pick(page, [png("large.png")]);
    await page.getByRole("progressbar").waitFor();
    await button(page, "Publish now").click();
    await page.getByText("Wait until the files are uploaded").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Cancel large.png").click();
    expect(await page.locator(".tile").count()).toBe(0);
    await expect.poll(() => stopped).toBe(true);
    await button(page, "Publish now").click();
    await page.getByText("On its way.").first().waitFor();
    expect((await postsWith("Too soon."))[0]?.media_ids).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("options of a network", () => {
  test("are a form of what the network describes, and go with the post", async () => {
    const { page } = await open();
    await text(page).fill("For followers.");
    await page.getByText("Options for Sandbox").click();
    await page.getByLabel("Visibility").selectOption("followers");
    await page.getByLabel("Sensitive").check();
    await page.getByLabel("Priority").fill("7");
    await page.getByLabel("Topics").fill("bread, rolls");
    await page.getByLabel("Topics").blur();
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, "Save draft").click();
    await page.getByText("Draft saved.").first().waitFor();
    expect((await postsWith("For followers."))[0]?.overrides).toEqual([
      { network: "sandbox", options: { visibility: "followers", sensitive: true, priority: 7, topics: ["bread", "rolls"] } },
    ]);
    await page.getByLabel("Priority").fill("70");
    await page.getByLabel("Priority").blur();
    await page.locator(".options .fault", { hasText: "0–10" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
