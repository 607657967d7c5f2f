import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { differenceFrom } from "./pictures.ts";
import { openStage, type Page, type Scene, type Stage } from "./stage.ts";

/** The page's own fonts: the system's are others on each machine. */
const FONTS = [400, 500, 600].flatMap(weight => [
  { family: "Inter", weight, file: `@fontsource/inter/files/inter-latin-${weight}-normal.woff2` },
  {
    family: "Noto Sans Arabic",
    weight,
    file: `@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff2`,
  },
]);
const pathOf = (file: string): string => `/fonts/${file.split("/").at(-1)}`;
const CSS = `${FONTS.map(({ family, weight, file }) => `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url(${pathOf(file)}); }`).join("\n")}
body { margin: 0; padding: 16px; font-family: Inter, "Noto Sans Arabic"; color-scheme: light dark; background: Canvas; }`;

let stage: Stage;
beforeAll(async () => {
  const files = FONTS.map(({ file }) => [pathOf(file), readFileSync(fileURLToPath(import.meta.resolve(file)))] as const);
  stage = await openStage(new Map(files), {}, ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]);
});
afterAll(() => stage.close());

type Widget = "connect" | "composer" | "calendar";
const WIDE = { width: 900, height: 720 };
const NARROW = { width: 375, height: 720 };

interface Look {
  readonly scheme?: "light" | "dark";
  readonly narrow?: boolean;
  readonly locale?: string;
}

/** A page with one widget, in a browser whose zone and language are always the same. */
async function open(widget: Widget, { scheme = "light", narrow = false, locale = "en" }: Look, scene: Partial<Scene> = {}) {
  const { page, close } = await stage.open({
    html: `<main><placard-${widget} locale="${locale}"></placard-${widget}></main>`,
    css: CSS,
    allows: "font-src 'self'",
    context: {
      viewport: narrow ? NARROW : WIDE,
      colorScheme: scheme,
      reducedMotion: "reduce",
      timezoneId: "Europe/Berlin",
      locale: "en-US",
    },
    ...scene,
  });
  onTestFinished(close);
  page.setDefaultTimeout(6_000);
  return page;
}

/** What somebody sees who tries the widgets out: always the same accounts and posts, at the same time of the same day. */
const DEMO: Partial<Scene> = { options: "{ demo: true }", now: "2026-01-14T10:00:00Z" };

/** Takes the widget's picture, or the window's where something lies over it. */
async function expectLook(page: Page, name: string): Promise<void> {
  await page.evaluate(async fonts => {
    await Promise.all(
      fonts.map(({ family, weight }) => document.fonts.load(`${weight} 14px "${family}"`, family === "Inter" ? "a" : "ا")),
    );
    await document.fonts.ready;
    if (!document.querySelector("dialog")) (document.activeElement as HTMLElement | null)?.blur();
  }, FONTS);
  // The pointer stands on nothing.
  await page.mouse.move(0, 0);
  const png = await page.screenshot({
    animations: "disabled",
    caret: "hide",
    fullPage: (await page.locator("dialog:modal").count()) === 0,
  });
  expect(await differenceFrom(name, png)).toBeNull();
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
/** As one looks at a widget by day and by night, on a desk and in the hand, and from right to left. */
const LOOKS: readonly (readonly [string, Look])[] = [
  ["light", {}],
  ["dark", { scheme: "dark" }],
  ["narrow", { narrow: true }],
  ["rtl", { narrow: true, locale: "ar" }],
];

describe.each(LOOKS)("%s", (look, options) => {
  const whole = look === "light" || look === "dark";

  test("accounts", async () => {
    const page = await open("connect", options, DEMO);
    await page.getByText("stillwater.yoga").first().waitFor();
    await expectLook(page, `connect-${look}`);
    if (!whole) return;
    await button(page, "Connect account").click();
    await page.getByRole("dialog").waitFor();
    await expectLook(page, `connect-${look}-dialog`);
  });

  test("the composer", async () => {
    const page = await open("composer", options, DEMO);
    await page.locator("#text").waitFor();
    if (look === "light") await expectLook(page, "composer-light-empty");
    await page.locator(".account-chip").nth(1).click();
    await page.locator(".account-chip").nth(3).click();
    await page.locator("#text").fill("Our new studio opens on Monday. Come by for a free class, and bring a friend. #yoga");
    await page.locator(".counts span").first().waitFor();
    await page
      .locator(".preview-text")
      .first()
      .waitFor({ state: whole ? "visible" : "attached" });
    await page.waitForTimeout(600); // the preview follows, and what was written is kept
    await expectLook(page, `composer-${look}`);
    if (look === "narrow") {
      await button(page, "Preview").click();
      await expectLook(page, "composer-narrow-preview");
    }
    if (look === "light") {
      await page.locator("#library-text").click();
      await page.getByRole("dialog").getByRole("searchbox").waitFor();
      await expectLook(page, "composer-light-dialog");
    }
  });

  test("the calendar", async () => {
    const page = await open("calendar", options, DEMO);
    await page
      .locator(whole ? ".grid .entry" : ".dots span")
      .first()
      .waitFor();
    await page.locator(".free").first().waitFor({ state: "attached" });
    await expectLook(page, `calendar-${look}`);
    if (!whole) return;
    await page.locator(".grid .entry").filter({ hasText: "Our new" }).first().click();
    await button(page, "Move to …").waitFor();
    await expectLook(page, `calendar-${look}-dialog`);
    if (look === "dark") return;
    await page.keyboard.press("Escape");
    await button(page, "Week").click();
    await page.locator(".column .entry").first().waitFor();
    await expectLook(page, "calendar-light-week");
    await button(page, "List").click();
    await page.locator(".days .entry").first().waitFor();
    await expectLook(page, "calendar-light-list");
  });
});

test.each(["connect", "composer", "calendar"] as const)("%s while it waits, in trouble, and with nothing", async widget => {
  const { id } = await stage.placard.workspaces.create({ name: "A studio", time_zone: "UTC", language: "en", mode: "test" });
  const attributes = widget === "calendar" ? ' view="list" date="2031-03-04"' : "";
  const html = `<main><placard-${widget}${attributes}></placard-${widget}></main>`;
  const page = await open(widget, {}, { workspace: id, html });
  // What a workspace without an account and a post has.
  await page.locator(widget === "calendar" ? ".state" : "[part='empty']").waitFor();
  await expectLook(page, `${widget}-light-none`);
  const data = /\/v1\/(?:accounts|calendar)\b/;
  await page.route(data, route =>
    route.fulfill({
      status: 409,
      headers: { "access-control-allow-origin": "*" },
      contentType: "application/problem+json",
      body: '{"code":"conflict","detail":"It is being mended."}',
    }),
  );
  await page.reload();
  await page.locator("[part='error']").waitFor();
  await expectLook(page, `${widget}-light-error`);
  await page.unroute(data);
  await page.route(data, () => undefined); // never answered
  await page.reload();
  await page.locator(".skeleton").first().waitFor();
  await expectLook(page, `${widget}-light-loading`);
});
