import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function open(scene: Scene): Promise<Opened> {
  const opened = await stage.open(scene);
  onTestFinished(opened.close);
  return opened;
}

/** Each widget with what shows that it is there with its data. */
const WIDGETS = [
  ["connect", "Connected accounts"],
  ["composer", "Publish to"],
  ["calendar", "Today"],
] as const;
const html = (name: string, attributes = ""): string => `<main><placard-${name} ${attributes}></placard-${name}></main>`;
const ready = (page: Page, says: string) => page.getByText(says, { exact: true }).first().waitFor();

describe.each(WIDGETS)("<placard-%s>", (name, says) => {
  test("looks the same under a page that styles everything, and inside other shadow roots", async () => {
    const hostile = `* { color: red !important; font: 40px/3 fantasy !important; letter-spacing: 9px; text-transform: uppercase; margin: 30px; border: 5px dotted lime; box-sizing: content-box; }
      button, input, textarea, select, dialog, h2, p, ul { display: block !important; background: hotpink !important; width: 900px; }
      :root { font-size: 40px; direction: rtl; writing-mode: vertical-rl; }
      main { writing-mode: horizontal-tb; direction: ltr; }
      .root, .button, .input, .entry, .menu { display: none !important; }`;
    const looks = (page: Page) =>
      page.evaluate(() => {
        const pierce = (root: ParentNode): Element | null => {
          for (const element of root.querySelectorAll("*")) {
            if (element.localName.startsWith("placard-")) return element;
            const found = element.shadowRoot && pierce(element.shadowRoot);
            if (found) return found;
          }
          return null;
        };
        const root = pierce(document)?.shadowRoot;
        const of = (selector: string) => {
          const element = root?.querySelector(selector);
          if (!element) return null;
          const { fontSize, color, letterSpacing, textTransform, backgroundColor, boxSizing, margin } = getComputedStyle(element);
          return { fontSize, color, letterSpacing, textTransform, backgroundColor, boxSizing, margin };
        };
        return [of(".root"), of(".button"), of("h2, .label")];
      });
    const plain = await open({ html: html(name) });
    await ready(plain.page, says);
    const styled = await open({ html: html(name), css: hostile });
    await ready(styled.page, says);
    const nested = await open({
      html: '<main><div id="outer"></div></main>',
      script: `const outer = document.querySelector("#outer").attachShadow({ mode: "open" });
        const inner = outer.appendChild(document.createElement("section")).attachShadow({ mode: "open" });
        inner.append(document.createElement("placard-${name}"));`,
    });
    await ready(nested.page, says);
    const wanted = await looks(plain.page);
    expect(wanted.filter(Boolean)).not.toEqual([]);
    expect(await looks(styled.page)).toEqual(wanted);
    expect(await looks(nested.page)).toEqual(wanted);
    expect(nested.complaints).toEqual([]);
  });

  test.each([
    ["from right to left", { locale: "ar" }, {}],
    ["in the dark", { theme: "dark" }, {}],
    ["in forced colours", {}, { forcedColors: "active" as const }],
    ["without motion, on a narrow page", {}, { reducedMotion: "reduce" as const, viewport: { width: 320, height: 700 } }],
    ["compact", { density: "compact" }, {}],
  ])("%s: accessible, and no wider than its page", async (_, attributes, context) => {
    const given = Object.entries(attributes)
      .map(([key, value]) => `${key}="${value}"`)
      .join(" ");
    const { page, complaints } = await open({ html: html(name, given), context });
    await page.locator(`placard-${name}`).locator("[aria-busy='true']").waitFor({ state: "detached" });
    await page.waitForTimeout(100);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test("takes the page's words and the vendor's own tag", async () => {
    const { page } = await open({
      html: `<main><acme-${name}></acme-${name}></main>`,
      script: 'widgets.define({ prefix: "acme" });',
      options: '{ copy: { "connect.title": "Your channels", "composer.accounts": "Channels", "calendar.today": "Now" } }',
    });
    await ready(page, { connect: "Your channels", composer: "Channels", calendar: "Now" }[name]);
    const text = await page.locator(`acme-${name}`).evaluate(element => element.shadowRoot?.textContent ?? "");
    expect(text.toLowerCase()).not.toContain("placard");
  });

  test("says so when nobody is signed in any more, and begins anew for another", async () => {
    const { page } = await open({ html: html(name) });
    await ready(page, says);
    const answered = page.waitForResponse(response => response.url().includes("/v1/embed-session"));
    await page.evaluate(() => (globalThis as unknown as { widgets: { logout(): void } }).widgets.logout());
    await page.getByText("You are signed out.").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate(() => {
      const { widgets } = globalThis as unknown as { widgets: { configure(options: object): void } };
      widgets.configure({
        fetchToken: () => fetch(`/token/${location.pathname.split("/").at(-1)}`, { method: "POST" }),
      });
    });
    await answered;
    await ready(page, says);
  });

  test.each([
    ["the page gives no token", 'fetchToken: () => Promise.reject(new Error("no"))'],
    ["the page's route has none", 'fetchToken: () => fetch("/nothing/here", { method: "POST" })'],
    ["the page gives what is no token", 'fetchToken: async () => "<html>not a token</html>"'],
    ["the API refuses the token", 'fetchToken: async () => "eyJhbGciOiJub25lIn0.e30.x"'],
  ])("%s: says so, asks no more than it must, and tries again when asked", async (_, failing) => {
    const { page } = await open({ html: html(name), options: `{ ${failing}, apiUrl: ${JSON.stringify(stage.api)} }` });
    const asked: string[] = [];
    page.on("request", request => asked.push(request.url()));
    await page.getByText("You could not be signed in.").first().waitFor();
    await page.waitForTimeout(300);
    const before = asked.length;
    expect(before).toBeLessThanOrEqual(6);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("You could not be signed in.").first().waitFor();
  });

  test("a slow service: the outline of what will come, then what came", async () => {
    const { page } = await open({ html: html(name), script: "", context: {} });
    await page.route(`${stage.api}/v1/**`, async route => {
      await new Promise(resolve => setTimeout(resolve, 600));
      await route.continue();
    });
    await page.reload();
    await page.locator(".skeleton").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await ready(page, says);
  });

  test("leaves nothing behind after 200 mounts", async () => {
    const { page } = await open({ html: "<main></main>" });
    await page.waitForFunction(() => "widgets" in globalThis);
    const cdp = await page.context().newCDPSession(page);
    const mount = (times: number) =>
      page.evaluate(
        async ([tag, count]) => {
          for (let n = 0; n < Number(count); n += 1) {
            const element = document.createElement(String(tag));
            document.querySelector("main")?.append(element);
            await new Promise(resolve => setTimeout(resolve, n % 20 === 0 ? 60 : 5));
            element.remove();
          }
        },
        [`placard-${name}`, times] as const,
      );
    const alive = async (): Promise<number> => {
      await cdp.send("HeapProfiler.collectGarbage");
      const { result } = await cdp.send("Runtime.evaluate", { expression: `customElements.get("placard-${name}").prototype` });
      const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId ?? "" });
      const { result: count } = await cdp.send("Runtime.callFunctionOn", {
        objectId: objects.objectId ?? "",
        functionDeclaration: "function () { return this.length; }",
        returnByValue: true,
      });
      await cdp.send("Runtime.releaseObject", { objectId: objects.objectId ?? "" });
      return count.value;
    };
    await mount(200);
    // Answers were under way when they went.
    await expect.poll(alive, { timeout: 10_000, interval: 500 }).toBe(0);
  });
});

describe("the theme", () => {
  const accentOf = (page: Page) =>
    page.evaluate(() => {
      const button = document.querySelector("placard-connect")?.shadowRoot?.querySelector(".button.primary");
      const { backgroundColor, color } = getComputedStyle(button as Element);
      return { backgroundColor, color };
    });

  const groundOf = (page: Page) =>
    page.evaluate(
      () =>
        getComputedStyle(document.querySelector("placard-connect")?.shadowRoot?.querySelector(".root") as Element)
          .backgroundColor,
    );

  test("is the brand's, unless the page says otherwise; and can be read, whatever it is", async () => {
    await stage.placard.organization.update({ brand: { tokens: { "--placard-accent": "#ffe600" } } });
    onTestFinished(async () => {
      await stage.placard.organization.update({ brand: { tokens: {} } });
    });
    const brand = await open({ html: html("connect") });
    await ready(brand.page, "Connected accounts");
    expect(await accentOf(brand.page)).toEqual({ backgroundColor: "rgb(255, 230, 0)", color: "rgb(0, 0, 0)" });
    expect(await accessibilityFaults(brand.page)).toEqual([]);
    const page = await open({ html: html("connect"), css: "placard-connect { --placard-accent: oklch(62% 0.19 255); }" });
    await ready(page.page, "Connected accounts");
    expect((await accentOf(page.page)).backgroundColor).not.toBe("rgb(255, 230, 0)");
    expect(await accessibilityFaults(page.page)).toEqual([]);
  });

  test.each([
    ["says nothing: it is white, whatever the system prefers", "", "", "light"],
    ["is painted dark and says nothing", "", "body { background: #15181c }", "dark"],
    ["leaves it to the system, in its head", '<meta name="color-scheme" content="light dark">', "", "dark"],
    ["leaves it to the system, in its styles", "", ":root { color-scheme: light dark }", "dark"],
    ["is light only", "", ":root { color-scheme: only light }", "light"],
  ])("is the page's, on a system that prefers dark, where the page %s", async (_, head, css, scheme) => {
    const { page } = await open({ html: html("connect"), head, css, context: { colorScheme: "dark" } });
    await ready(page, "Connected accounts");
    expect(await groundOf(page)).toBe({ light: "rgb(255, 255, 255)", dark: "rgb(21, 24, 28)" }[scheme]);
  });

  test("follows the page when that is switched while one looks", async () => {
    const { page } = await open({
      html: html("connect"),
      css: "html { color-scheme: light } html.dark { color-scheme: dark; background: #111 }",
    });
    await ready(page, "Connected accounts");
    expect(await groundOf(page)).toBe("rgb(255, 255, 255)");
    await page.evaluate(() => document.documentElement.classList.add("dark"));
    await expect.poll(() => groundOf(page)).toBe("rgb(21, 24, 28)");
  });
});

describe("a page", () => {
  test("with three widgets asks for one token, one session and one stream", async () => {
    const { page } = await open({
      html: "<main><placard-connect></placard-connect><placard-composer></placard-composer><placard-calendar></placard-calendar></main>",
    });
    const asked: string[] = [];
    page.on("request", request => asked.push(new URL(request.url()).pathname));
    await page.reload();
    for (const [, says] of WIDGETS) await ready(page, says);
    await page.waitForTimeout(300);
    const times = (path: string) => asked.filter(one => one.startsWith(path) && !one.includes("files")).length;
    // Each cross-origin request of ours has a preflight, which the browser keeps to itself: what is counted are the requests.
    expect([times("/token/"), times("/v1/embed-session"), times("/v1/events/stream")]).toEqual([1, 1, 1]);
  });

  test("that configures nothing: says that it is not set up", async () => {
    const { page } = await open({ html: "<main></main>" });
    await page.waitForFunction(() => "widgets" in globalThis);
    await page.evaluate(() => {
      const page = (globalThis as unknown as Record<symbol, { options: null; session: null }>)[Symbol.for("placard.page")];
      Object.assign(page ?? {}, { options: null, session: null });
      document.querySelector("main")?.append(document.createElement("placard-connect"));
    });
    const told = page.waitForEvent("console", message => message.type() === "warning");
    await page.getByText("it was given no session").waitFor();
    expect((await told).text()).toBe("<placard-connect> waits for configure({ fetchToken }).");
  });

  test.each([
    ["goes from the device with whoever signs out", "", 0],
    ["stays on it where the page says so", "{ keepDrafts: true }", 1],
  ])("what was written and not saved %s", async (_, options, kept) => {
    const { page } = await open({ html: html("composer") });
    await page.getByRole("textbox", { name: "Post" }).fill("Only for me.");
    await page.getByText("Kept on this device").waitFor();
    await page.evaluate(`widgets.logout(${options})`);
    await page.getByText("You are signed out.").waitFor();
    const found = await page.evaluate(() => Object.values(localStorage).filter(value => value.includes("Only for me.")).length);
    expect(found).toBe(kept);
  });

  test("that cancels an error is told of it by the event alone", async () => {
    const { page } = await open({
      html: html("connect"),
      options: '{ fetchToken: () => Promise.reject(new Error("no")) }',
      script: 'addEventListener("placard-error", event => { event.preventDefault(); globalThis.told = String(event.error); });',
    });
    const told: string[] = [];
    page.on("console", message => told.push(message.text()));
    await page.getByText("You could not be signed in.").waitFor();
    expect(await page.evaluate("globalThis.told")).toContain("The page could not give a token.");
    expect(told.filter(text => text.startsWith("<placard-"))).toEqual([]);
  });
});
