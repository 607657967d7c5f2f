import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Opened, openStage, type Stage } from "../../../widgets/test/stage.ts";
import { PlacardComposer, PlacardConnect } from "./index.ts";

const VERSIONS = ["18", "19"] as const;

/** A page of a vendor's that is made with React. */
const APP = `
import { configure, PlacardConnect } from "./index.ts";
import { createElement, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const [count, setCount] = useState(0);
  const [shown, setShown] = useState(true);
  const widget = useRef(null);
  return createElement("main", null,
    shown && createElement(PlacardConnect, {
      ref: widget,
      mode: "redirect",
      className: "mine",
      copy: { "connect.title": "Your channels, " + count },
      onAccountConnecting: event => {
        event.preventDefault();
        globalThis.told.push(event.network + " " + count);
        setCount(count + 1);
      },
    }),
    createElement("button", { onClick: () => widget.current.connect("sandbox") }, "Connect from the page"),
    createElement("button", { onClick: () => setShown(false) }, "Remove"),
  );
}
export function mount(token) {
  globalThis.told = [];
  configure({ fetchToken: () => fetch(token, { method: "POST" }).then(answer => answer.text()) });
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(createElement(App));
}`;

async function bundle(version: (typeof VERSIONS)[number]): Promise<[path: string, file: Uint8Array][]> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    stdin: { contents: APP, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    entryNames: `react-${version}`,
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: `/react-${version}`,
    write: false,
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    conditions: ["@placard/source"],
    alias: version === "18" ? { react: "react-18", "react-dom": "react-dom-18" } : {},
  });
  return outputFiles.map(({ path, contents }) => [path, contents]);
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(new Map((await Promise.all(VERSIONS.map(bundle))).flat()));
});
afterAll(() => stage.close());

describe.each(VERSIONS)("React %s", version => {
  async function open(): Promise<Opened> {
    const opened = await stage.open({
      html: "",
      module: `import { mount } from "/react-${version}/react-${version}.js"; mount(TOKEN);`,
    });
    onTestFinished(opened.close);
    return opened;
  }
  const told = ({ page }: Opened): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

  test("renders a widget with its properties, under the strictest policies", async () => {
    const opened = await open();
    await opened.page.getByRole("heading", { name: "Your channels, 0" }).waitFor();
    expect(await opened.page.locator("placard-connect").getAttribute("class")).toBe("mine");
    expect(await opened.page.evaluate(() => document.querySelector("placard-connect")?.mode)).toBe("redirect");
    expect(opened.complaints).toEqual([]);
  });

  test("hands its events to the handler of the latest rendering, which may cancel them", async () => {
    const opened = await open();
    const { page } = opened;
    await page.getByText("Connected", { exact: true }).waitFor();
    const address = page.url();
    await page.getByRole("button", { name: "Connect from the page" }).click();
    await page.getByRole("heading", { name: "Your channels, 1" }).waitFor();
    await page.getByRole("button", { name: "Connect from the page" }).click();
    await page.getByRole("heading", { name: "Your channels, 2" }).waitFor();
    expect(await told(opened)).toEqual(["sandbox 0", "sandbox 1"]);
    expect(page.url()).toBe(address);
  });

  test("takes the widget away with its component", async () => {
    const { page } = await open();
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.locator("placard-connect").waitFor({ state: "detached" });
  });
});

test("is rendered on a server as its tag", () => {
  const page = createElement(
    "main",
    null,
    createElement(PlacardConnect, { className: "mine" }),
    createElement(PlacardComposer, { postId: "post_1", onPostScheduled: event => void event.post.id }),
  );
  expect(renderToStaticMarkup(page)).toMatch(
    /^<main><placard-connect class="mine".*><\/placard-connect><placard-composer.*><\/placard-composer><\/main>$/,
  );
});
