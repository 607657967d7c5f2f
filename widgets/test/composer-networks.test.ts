import { type BlueskyNetwork, startBlueskyNetwork } from "@placard/test-kit/bluesky";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { png } from "./files.ts";
import { openStage, type Page, type Stage } from "./stage.ts";

let bluesky: BlueskyNetwork;
let stage: Stage;
beforeAll(async () => {
  bluesky = await startBlueskyNetwork();
  stage = await openStage(new Map(), { BLUESKY_SERVER: bluesky.pdsUrl, BLUESKY_PLC_URL: bluesky.plcUrl });
});
afterAll(async () => {
  await stage.close();
  await bluesky.close();
});

const text = (page: Page) => page.getByRole("textbox", { name: "Post", exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) });

/** As Bluesky counts: what a person takes for one character. */
const graphemes = (words: string): number => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(words)].length;
/** As the sandbox counts. */
const codePoints = (words: string): number => [...words].length;

/** What the preview of a network shows: its text, what it marks as links, and the pictures by their descriptions. */
async function previewOf(page: Page, network: string) {
  const card = page.locator(`.preview-card.${network}`);
  return {
    text: await card.locator(".preview-text").textContent(),
    links: await card.locator(".preview-link").allTextContents(),
    alts: await card.locator(".shot img").evaluateAll(images => images.map(image => image.getAttribute("alt"))),
  };
}

/** The only post of an account, as the sandbox itself tells it. */
async function onSandbox(handle: string) {
  const login = await fetch(`${stage.sandbox}/v1/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ handle, password: "correct horse" }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const listed = await fetch(`${stage.sandbox}/v1/users/${handle}/posts`, { headers: { Authorization: `Bearer ${token}` } });
  const { data } = (await listed.json()) as { data: { text: string; media: { alt_text: string | null }[] }[] };
  expect(data).toHaveLength(1);
  return { text: data[0]?.text, alts: data[0]?.media.map(media => media.alt_text) };
}

interface BlueskyPost {
  readonly text: string;
  readonly facets?: readonly { readonly index: { readonly byteStart: number; readonly byteEnd: number } }[];
  readonly embed?: { readonly images: readonly { readonly alt: string }[] };
}

/** The only post of an account, as its own server tells it; its links as they stand in the text's bytes. */
async function onBluesky(did: string) {
  const posts = await bluesky.posts(did);
  expect(posts).toHaveLength(1);
  const value = posts[0]?.value as unknown as BlueskyPost;
  const bytes = Buffer.from(value.text);
  return {
    text: value.text,
    links: (value.facets ?? []).map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString()),
    alts: value.embed?.images.map(({ alt }) => alt),
  };
}

test("one post for Bluesky and the sandbox: each counts by its own rule, has its own text, and gets what its preview showed", async () => {
  const { id } = await stage.placard.workspaces.create({
    name: "A bakery",
    time_zone: "Europe/Berlin",
    language: "en",
    mode: "test",
  });
  const placard = stage.placard.workspace(id);
  const lange = await bluesky.createAccount({ handle: "lange.test" });
  const handle = `lange${id.slice(-8)}`.toLowerCase();
  await placard.accounts.connect({ network: "sandbox", credentials: { handle, password: "correct horse" } });
  await placard.accounts.connect({
    network: "bluesky",
    server: bluesky.pdsUrl,
    credentials: { handle: lange.handle, app_password: lange.appPassword },
  });
  const { page, complaints, close } = await stage.open({
    html: "<main><placard-composer></placard-composer></main>",
    workspace: id,
  });
  onTestFinished(close);
  for (const network of ["Bluesky", "Sandbox"]) await page.getByRole("button", { name: new RegExp(`, ${network}$`) }).click();

  const family = "👩‍👩‍👧‍👦";
  const long = `${family} ${"Rye from our own oven. ".repeat(14)}See https://lange.example/rye #Bakery`;
  const over = graphemes(long) - 300;
  const left = 500 - codePoints(long);
  expect([over > 0, left > 0]).toEqual([true, true]);
  await text(page).fill(long);
  await expect
    .poll(() => page.locator("#text-counts .visually-hidden").allTextContents())
    .toEqual(expect.arrayContaining([`Bluesky: ${over} too many`, `Sandbox: ${left} left`]));
  await page.getByText("characters, as Bluesky counts.").waitFor();
  expect(await page.getByText("characters, as Sandbox counts.").count()).toBe(0);
  expect(await page.locator(".issues .visually-hidden").allTextContents()).toEqual(["Bluesky: "]);
  expect(await tab(page, "Bluesky").textContent()).toContain(String(over));
  expect(await tab(page, "Sandbox").textContent()).not.toMatch(/\d/);
  await button(page, "Publish now").click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector("placard-composer")?.shadowRoot?.activeElement?.textContent))
    .toContain("Fix this before publishing");
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await placard.posts.list().toArray()).toEqual([]);

  await tab(page, "Bluesky").click();
  const short = `Rye, from our own oven ${family} https://lange.example/rye #Bakery`;
  await text(page).fill(short);
  await page.getByText("characters, as Bluesky counts.").waitFor({ state: "hidden" });
  expect(await page.locator("#text-counts .visually-hidden").allTextContents()).toEqual([
    `Bluesky: ${300 - graphemes(short)} left`,
  ]);
  await tab(page, "All networks").click();
  expect(await text(page).inputValue()).toBe(long);
  await page.locator("#file-text").setInputFiles([png("rye.png")]);
  await page.locator(".tile-face").click();
  await page.getByLabel("Alternative text").fill("A loaf of rye bread on a board");
  await page.getByText("Saved.").waitFor();
  await expect.poll(() => page.locator(".preview .shot img[alt^='A loaf']").count()).toBe(2);
  const links = ["https://lange.example/rye", "#Bakery"];
  const alts = ["A loaf of rye bread on a board"];
  const shown = { bluesky: await previewOf(page, "bluesky"), sandbox: await previewOf(page, "sandbox") };
  expect(shown.bluesky).toEqual({ text: short, links, alts });
  expect(shown.sandbox).toMatchObject({ text: long, alts });
  expect(await accessibilityFaults(page)).toEqual([]);

  await button(page, "Publish now").click();
  await page.getByText("On its way.").first().waitFor();
  const [post] = await placard.posts.list().toArray();
  await expect.poll(async () => (await placard.posts.get(post?.id ?? "")).status, { timeout: 15_000 }).toBe("published");
  expect(await onBluesky(lange.did)).toEqual(shown.bluesky);
  expect(await onSandbox(handle)).toEqual({ text: shown.sandbox.text, alts: shown.sandbox.alts });
  expect(complaints).toEqual([]);
});
