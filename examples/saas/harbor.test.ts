import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Placard } from "@placard/sdk";
import { type Browser, launchChromium } from "@placard/test-kit/chromium";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type DevProcess, startDev } from "../../api/src/processes/start-placard.ts";
import { accessibilityFaults } from "../../widgets/test/accessibility.ts";
import { type Harbor, openHarbor } from "./harbor.ts";

type Page = Awaited<ReturnType<Browser["newPage"]>>;
type PageOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

const folder = mkdtempSync(join(tmpdir(), "harbor-"));
const NO_LIMITS = { RATE_PER_ADDRESS: "1000000", RATE_PER_USER: "1000000", RATE_PER_KEY: "1000000", RATE_BURST: "1000000" };
let dev: DevProcess;
let harbor: Harbor;
let browser: Browser;

const openIt = (): Promise<Harbor> =>
  openHarbor({ apiUrl: dev.facts.api_url, apiKey: dev.facts.secret_key, port: 0, folder: join(folder, "harbor") });

beforeAll(async () => {
  [dev, browser] = await Promise.all([startDev({ DATA_DIR: folder, ...NO_LIMITS }), launchChromium()]);
  harbor = await openIt();
});
afterAll(async () => {
  await browser.close();
  await harbor.close();
  await dev.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of its own, at the sign-in page; and at the end it must have had nothing to complain of. */
async function visit(options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000); // so that a step that does not come is named, and not the test
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", message => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", error => complaints.push(String(error)));
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(`${harbor.url}/sign-in`);
  return page;
}

async function signIn(person: "Mara" | "Theo", options: PageOptions = {}): Promise<Page> {
  const page = await visit(options);
  await page.getByRole("button", { name: `Sign in as ${person}` }).click();
  await page.getByRole("navigation").waitFor();
  return page;
}

const workspaceOf = async (studio: string): Promise<Placard> => {
  const placard = new Placard({ apiKey: dev.facts.secret_key, baseUrl: dev.facts.api_url });
  const [workspace] = (await placard.workspaces.list({ external_id: `harbor-${studio}` })).data;
  return placard.workspace(workspace?.id ?? "");
};

const go = (page: Page, name: string): Promise<void> =>
  page.getByRole("navigation").getByRole("link", { name, exact: true }).click();

describe("a studio", () => {
  test.each([
    ["Mara", "Stillwater Yoga", "Candlelight Yin", "Our Winter retreat", "30 in 30"],
    ["Theo", "Fold & Flow", "Hot 26", "30 in 30", "Winter retreat"],
  ] as const)(
    "%s sees their own classes, channels and posts, and nobody else's",
    async (person, studio, ofTheirs, post, foreign) => {
      const page = await signIn(person);
      await page.getByText(studio, { exact: true }).first().waitFor();
      await go(page, "Classes");
      await page.getByRole("heading", { name: ofTheirs }).waitFor();
      await go(page, "Social");
      await page.getByRole("button", { name: "List", exact: true }).click();
      await page.getByText(post).first().waitFor();
      expect(await page.getByText(foreign).count()).toBe(0);
      // One failed, and says why.
      await expect.poll(() => page.getByText("Failed").count()).toBeGreaterThan(0);
      await go(page, "Channels");
      await expect.poll(() => page.getByText("Connected", { exact: true }).count()).toBe(2);
      expect((await page.locator("body").ariaSnapshot()).toLowerCase()).not.toContain("placard");
    },
  );

  test("shares a class, moves the post, and hears when it is out", async () => {
    const stillwater = await workspaceOf("stillwater");
    const page = await signIn("Mara");
    await page
      .getByRole("button", { name: /^Share/ })
      .first()
      .click();
    const panel = page.getByRole("dialog", { name: /^(Share this class|Edit post)$/ }); // the latter where no script had come yet
    const words = (await panel.getByRole("textbox", { name: "Post" }).inputValue()).slice(0, 16);
    // A Wednesday: the next day stands beside it in every month.
    const wednesday = new Date();
    wednesday.setUTCDate(wednesday.getUTCDate() + 8 + ((9 - wednesday.getUTCDay()) % 7));
    const day = wednesday.toISOString().slice(0, 10);
    const next = new Date(wednesday.getTime() + 86_400_000).toISOString().slice(0, 10);
    await panel.getByText("At a time").click();
    await panel.getByLabel("Date and time").fill(`${day}T17:15`);
    await panel.getByRole("button", { name: "Schedule", exact: true }).click();
    await page.getByText("It goes out on Wednesday").waitFor();
    await panel.waitFor({ state: "hidden" });

    await go(page, "Social");
    await page.locator("placard-calendar").evaluate((calendar, date) => Object.assign(calendar, { date }), day);
    await page
      .locator(`[data-day="${day}"] button.entry`)
      .filter({ hasText: words })
      .dragTo(page.locator(`[data-day="${next}"]`).first());
    await page
      .getByText(/^Moved to Thursday/)
      .first()
      .waitFor();
    const scheduled = await stillwater.posts.list({ status: ["scheduled"] }).toArray();
    const moved = scheduled.find(({ metadata }) => metadata["class"] !== undefined);
    expect(moved?.schedule?.local_time).toBe(`${next}T17:15:00`);

    await stillwater.test.advanceClock({ to: moved?.schedule?.at ?? "" });
    await page.locator(".toast.published").first().waitFor();
    await page.getByRole("button", { name: /^Notifications/ }).click();
    await page.getByRole("region", { name: "Notifications" }).getByText(words).first().waitFor();
  });

  test("opens the post that was not published from the bell", async () => {
    const page = await signIn("Theo");
    await page.getByRole("button", { name: /^Notifications/ }).click();
    const notice = page.getByRole("listitem").filter({ hasText: "Not published" }).first();
    await notice.getByRole("link", { name: "See the post" }).click();
    await page.getByRole("dialog", { name: "Edit post" }).getByRole("textbox", { name: "Post" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/social");
  });

  test("connects a channel in a window of the network", async () => {
    const page = await signIn("Theo");
    await go(page, "Channels");
    await page.getByRole("button", { name: "Connect a channel" }).click();
    const popup = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Sandbox" }).click();
    const network = await popup;
    await network.getByRole("textbox").fill("foldandflow-bk");
    await network.getByRole("button", { name: "Continue" }).click();
    const closed = network.waitForEvent("close");
    await network.getByRole("button", { name: "Connect" }).click();
    await closed;
    await page.getByText("@foldandflow-bk", { exact: true }).waitFor();
    const accounts = await (await workspaceOf("stillwater")).accounts.list().toArray();
    expect(accounts.map(({ handle }) => handle)).not.toContain("foldandflow-bk");
  });

  test("signs out in every tab: the widgets say nothing more, and no token is given", async () => {
    const page = await signIn("Theo");
    await go(page, "Social");
    await page.locator("placard-calendar .entry").first().waitFor();
    const other = await page.context().newPage();
    await other.goto(`${harbor.url}/channels`);
    await other.getByText("Connected", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await other.waitForURL("**/sign-in");
    const refused = await page.request.post(`${harbor.url}/placard-token`, { headers: { Origin: harbor.url } });
    expect(refused.status()).toBe(401);
    await page.goto(`${harbor.url}/social`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

describe("the door", () => {
  test("says when email and password do not belong together", async () => {
    const answer = await fetch(`${harbor.url}/sign-in`, {
      method: "POST",
      headers: { Origin: harbor.url, "Content-Type": "application/x-www-form-urlencoded" },
      body: "email=mara@stillwater.example&password=wrong",
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain("do not belong together");
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  });

  test("takes no form of another page's, and no webhook that is not signed", async () => {
    const foreign = await fetch(`${harbor.url}/sign-in`, {
      method: "POST",
      headers: { Origin: "https://elsewhere.example", "Content-Type": "application/x-www-form-urlencoded" },
      body: "email=mara@stillwater.example&password=slow-morning",
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${harbor.url}/webhooks/placard`, { method: "POST", body: "{}" })).status).toBe(400);
  });
});

describe("every page", () => {
  test.each([
    [1280, "light", "Mara"],
    [375, "dark", "Mara"],
    [1280, "dark", "Theo"],
    [375, "light", "Theo"],
  ] as const)("is within reach of everybody at %i px, %s", async (width, colorScheme, person) => {
    const page = await signIn(person, { viewport: { width, height: 860 }, colorScheme, reducedMotion: "reduce" });
    const check = async (): Promise<void> => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await check();
    await page.getByRole("button", { name: "Notifications" }).click();
    await check();
    await page.keyboard.press("Escape");
    for (const [name, ready] of [
      ["Classes", "main h2"],
      ["Social", "placard-calendar [role=grid], placard-calendar table"],
      ["Channels", "placard-connect h2"],
    ] as const) {
      await go(page, name);
      await page.locator(ready).first().waitFor();
      await check();
    }
    await go(page, "Today");
    await page
      .getByRole("button", { name: /^Share/ })
      .first()
      .click();
    await page.locator("placard-composer textarea").first().waitFor();
    await check();
  });

  test("the sign-in page, too, and its appearance is the person's choice", async () => {
    const page = await visit({ colorScheme: "light" });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign in as Theo" }).click();
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("button", { name: "Light", exact: true }).click();
    await expect.poll(ground).not.toBe(dark);
  });
});

test("started again, it finds its workspaces, its webhook and its posts, and makes none anew", async () => {
  const placard = new Placard({ apiKey: dev.facts.secret_key, baseUrl: dev.facts.api_url });
  const count = async () => ({
    workspaces: (await placard.workspaces.list().toArray()).length,
    endpoints: (await placard.webhookEndpoints.list().toArray()).length,
    posts: (await (await workspaceOf("stillwater")).posts.list().toArray()).length,
  });
  const before = await count();
  await harbor.close();
  harbor = await openIt();
  expect(await count()).toEqual(before);
});
