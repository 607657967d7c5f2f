import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { bundleWidgets } from "../packaging/bundle.ts";
import { type Opened, openStage, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  const { files } = await bundleWidgets();
  stage = await openStage(new Map([...files.values()].map(({ name, contents }) => [`/cdn/${name}`, contents])));
});
afterAll(() => stage.close());

const CONFIGURE = "configure({ fetchToken: () => fetch(TOKEN, { method: 'POST' }).then(answer => answer.text()) });";
const LOAD = `import * as loader from "/cdn/loader.js"; Object.assign(globalThis, { loader }); const { configure, discover, logout } = loader;`;

/** Opens a page with the loader, and keeps the names of the files that it loaded. */
async function open(
  scene: Partial<Scene> & { readonly html: string },
): Promise<Opened & { readonly loaded: () => Promise<string[]> }> {
  const opened = await stage.open({ module: `${LOAD} ${CONFIGURE}`, ...scene });
  onTestFinished(opened.close);
  const loaded = (): Promise<string[]> =>
    opened.page.evaluate(() => {
      const names = performance.getEntriesByType("resource").map(({ name }) => name);
      return [
        ...new Set(
          names.filter(name => name.includes("/cdn/")).map(name => name.replace(/^.*\/cdn\/|-[A-Z0-9]+\.js$|\.js$/g, "")),
        ),
      ];
    });
  return { ...opened, loaded };
}
type Loader = typeof import("../src/loader/loader.ts");
declare const loader: Loader;

describe("the loader", () => {
  test("loads the widgets that the page has, and no other, under the strictest policies", async () => {
    const opened = await open({ html: "<main><placard-connect></placard-connect></main>" });
    await opened.page.getByText("Connected", { exact: true }).waitFor();
    const loaded = await opened.loaded();
    expect(loaded).toContain("connect");
    expect(loaded).not.toContain("composer");
    expect(opened.complaints).toEqual([]);
  });

  test("needs nothing but itself while the page has no widget", async () => {
    const opened = await open({ html: "<p>Nothing yet.</p>" });
    await opened.page.waitForFunction(() => "loader" in globalThis);
    expect(await opened.loaded()).toEqual(["loader"]);
  });

  test("finds a widget that is put into the page later, and those in what is put in", async () => {
    const { page } = await open({ html: "<p>Nothing yet.</p>" });
    await page.waitForFunction(() => "loader" in globalThis);
    await page.evaluate(() => document.body.append(document.createElement("placard-connect")));
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.evaluate(() => {
      const section = document.createElement("section");
      section.append(document.createElement("placard-composer"));
      document.body.append(section);
    });
    await page.getByLabel("Post", { exact: true }).waitFor();
  });

  test("finds widgets in a shadow root that the page names, there already or put in later", async () => {
    const { page } = await open({ html: '<div id="host"></div>' });
    await page.waitForFunction(() => "loader" in globalThis);
    await page.evaluate(() => {
      const root = document.querySelector("#host")?.attachShadow({ mode: "open" });
      if (!root) return;
      loader.discover(root);
      root.append(document.createElement("placard-connect"));
    });
    await page.getByText("Connected", { exact: true }).waitFor();
  });

  test("looks for tags with the page's own prefix", async () => {
    const opened = await open({
      html: "<acme-connect></acme-connect><placard-composer></placard-composer>",
      module: `${LOAD} ${CONFIGURE.replace("configure({", 'configure({ prefix: "acme",')}`,
    });
    await opened.page.getByText("Connected", { exact: true }).waitFor();
    expect(await opened.page.evaluate(() => customElements.get("acme-connect") !== undefined)).toBe(true);
  });

  test("refuses a prefix that no tag can begin with, and no way to a token", async () => {
    const { page } = await open({ html: "<p></p>", module: LOAD });
    await page.waitForFunction(() => "loader" in globalThis);
    const thrown = await page.evaluate(() =>
      [{ prefix: "Acme-1", fetchToken: async () => "" }, {}].map(options => {
        try {
          loader.configure(options as never);
          return null;
        } catch (error) {
          return String(error);
        }
      }),
    );
    expect(thrown).toEqual([
      "TypeError: prefix must be lower-case letters and digits, and begin with a letter.",
      "TypeError: configure needs fetchToken: a function that gives a token.",
    ]);
  });

  test("configured after the widgets are there, they begin then", async () => {
    const { page } = await open({
      html: "<placard-connect></placard-connect>",
      module: `${LOAD} globalThis.begin = () => { ${CONFIGURE} };`,
    });
    await page.getByText("This part of the page is not set up yet").waitFor();
    await page.evaluate(() => (globalThis as unknown as { begin: () => void }).begin());
    await page.getByText("Connected", { exact: true }).waitFor();
  });

  test("a log-out before any widget was loaded holds for those that come later, until it is configured again", async () => {
    const { page } = await open({
      html: "<p></p>",
      module: `${LOAD} globalThis.begin = () => { ${CONFIGURE} }; begin(); logout();`,
    });
    await page.waitForFunction(() => "loader" in globalThis);
    await page.evaluate(() => document.body.append(document.createElement("placard-connect")));
    await page.getByText("You are signed out.").waitFor();
    await page.evaluate(() => (globalThis as unknown as { begin: () => void }).begin());
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.evaluate(() => loader.logout());
    await page.getByText("You are signed out.").waitFor();
  });

  test("says so in an event where a widget's file cannot be reached, and tries again when another is put in", async () => {
    const opened = await open({
      html: "<p></p>",
      module: `${LOAD} ${CONFIGURE} globalThis.told = []; document.addEventListener("placard-error", event => told.push(String(event.error)));`,
    });
    const { page } = opened;
    await page.waitForFunction(() => "told" in globalThis);
    await page.route("**/cdn/connect-*", route => route.abort());
    await page.evaluate(() => document.body.append(document.createElement("placard-connect")));
    await page.waitForFunction(() => (globalThis as unknown as { told: string[] }).told.length === 1);
    await page.unroute("**/cdn/connect-*");
    await page.evaluate(() => document.body.append(document.createElement("placard-connect")));
    await page.getByText("Connected", { exact: true }).first().waitFor();
  });

  test("a widget's parts are asked for at once, not one behind the other", async () => {
    const opened = await open({ html: "<placard-composer></placard-composer>" });
    await opened.page.getByLabel("Post", { exact: true }).waitFor();
    const preloaded = await opened.page.evaluate(() => document.querySelectorAll("link[rel=modulepreload]").length);
    expect(preloaded).toBeGreaterThan(0);
    expect(opened.complaints).toEqual([]);
  });
});
