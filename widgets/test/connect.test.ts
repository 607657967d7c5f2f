import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { type Opened, openStage, type Page, type Scene, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const HTML = "<main><placard-connect></placard-connect></main>";
async function open(scene: Partial<Scene> = {}): Promise<Opened> {
  const opened = await stage.open({ html: HTML, ...scene });
  onTestFinished(opened.close);
  return opened;
}
/** Keeps what the widget tells the page, by the type of the event. */
const KEEP_EVENTS = `globalThis.told = [];
for (const type of ["placard-account-connecting", "placard-account-connected", "placard-account-disconnecting", "placard-account-disconnected", "placard-error"])
  document.addEventListener(type, event => {
    told.push(type);
    if (globalThis.refuse === type) event.preventDefault();
  });`;
const told = ({ page }: Pick<Opened, "page">): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

/** A workspace of its own with so many accounts on the sandbox network. */
async function newWorkspace(accounts: number): Promise<{ id: string; names: string[] }> {
  const { id } = await stage.placard.workspaces.create({
    name: "A studio",
    time_zone: "Europe/Berlin",
    language: "en",
    mode: "test",
  });
  const names: string[] = [];
  for (let n = 0; n < accounts; n += 1) {
    const handle = `s${id.slice(-6)}${n}`.toLowerCase();
    const { account } = await stage.placard
      .workspace(id)
      .accounts.connect({ network: "sandbox", credentials: { handle, password: "correct horse" } });
    names.push(account?.display_name ?? "");
  }
  return { id, names };
}

describe("accounts", () => {
  test("are listed with their state, under the strictest policies, without a complaint", async () => {
    const opened = await open();
    await opened.page.getByText("Connected", { exact: true }).waitFor();
    expect(opened.complaints).toEqual([]);
    expect(await accessibilityFaults(opened.page)).toEqual([]);
  });

  test("none yet: says what this is, and offers the first step", async () => {
    const workspace = await newWorkspace(0);
    const { page } = await open({ workspace: workspace.id });
    await page.getByRole("heading", { name: "No accounts yet" }).waitFor();
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("dialog", { name: "Which network?" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("moved to another place of the page, the widget has no dialog left open in it", async () => {
    const workspace = await newWorkspace(0);
    const { page } = await open({ workspace: workspace.id });
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("dialog", { name: "Which network?" }).waitFor();
    await page.locator("placard-connect").evaluate(widget => {
      const place = document.createElement("div");
      document.body.append(place);
      place.append(widget);
    });
    await page.getByRole("heading", { name: "No accounts yet" }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  test("change while one looks: an account connected elsewhere appears by itself", async () => {
    const workspace = await newWorkspace(0);
    const { page } = await open({ workspace: workspace.id });
    await page.getByRole("heading", { name: "No accounts yet" }).waitFor();
    await stage.placard
      .workspace(workspace.id)
      .accounts.connect({ network: "sandbox", credentials: { handle: "elsewhere", password: "correct horse" } });
    await page.getByText("@elsewhere").waitFor();
  });
});

describe("connecting", () => {
  test("opens the network in a window, and goes on when the person comes back", async () => {
    const workspace = await newWorkspace(0);
    const opened = await open({ workspace: workspace.id, script: KEEP_EVENTS });
    const { page } = opened;
    await page.getByRole("button", { name: "Connect account" }).click();
    const window = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Sandbox" }).click();
    const network = await window;
    await page.getByRole("dialog", { name: "Finish in the other window" }).waitFor();
    await network.getByRole("textbox").fill("mara");
    await network.getByRole("button", { name: "Continue" }).click();
    const closed = network.waitForEvent("close");
    await network.getByRole("button", { name: "Connect" }).click();
    await closed;
    await page.getByText("@mara", { exact: true }).waitFor();
    expect(await told(opened)).toEqual(["placard-account-connecting", "placard-account-connected"]);
    expect(opened.complaints).toEqual([]);
  });

  test("in place of the page: comes back to it, completes, and clears the address", async () => {
    const workspace = await newWorkspace(0);
    const { page } = await open({ workspace: workspace.id, html: '<placard-connect mode="redirect"></placard-connect>' });
    const address = page.url();
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("button", { name: "Sandbox" }).click();
    await page.getByRole("textbox").fill("mara");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Connect" }).click();
    await page.waitForURL(address);
    await page.getByText("Mara is connected.").first().waitFor();
  });

  test("refused by the person: says so, and nothing is connected", async () => {
    const workspace = await newWorkspace(0);
    const { page } = await open({ workspace: workspace.id, html: '<placard-connect mode="redirect"></placard-connect>' });
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("button", { name: "Sandbox" }).click();
    await page.getByRole("textbox").fill("mara");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Refuse" }).click();
    await page.getByText("Sandbox was not given permission").first().waitFor();
    await page.getByRole("heading", { name: "No accounts yet" }).waitFor();
  });

  test("leaves alone a state that this browser did not begin", async () => {
    const { page } = await open();
    await page.getByText("Connected", { exact: true }).waitFor();
    const asked: string[] = [];
    page.on("request", request => asked.push(request.url()));
    await page.goto(`${page.url()}?state=somebody-elses-state&code=theirs`);
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(asked.filter(url => url.includes("/connect/complete"))).toEqual([]);
    expect(page.url()).toContain("somebody-elses-state");
  });

  test("is left to the page where the page takes it", async () => {
    const opened = await open({ script: `${KEEP_EVENTS} globalThis.refuse = "placard-account-connecting";` });
    const { page } = opened;
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("button", { name: "Sandbox" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await told(opened)).toEqual(["placard-account-connecting"]);
    expect(page.context().pages()).toHaveLength(1);
  });

  test("by a password for apps: says what is missing where it is missing, then what the network said", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Connect account" }).click();
    await page.getByRole("button", { name: "Bluesky" }).click();
    await page.getByRole("button", { name: "Connect with a password for apps instead" }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("Fill this in.").first().waitFor();
    expect(
      await page.evaluate(() =>
        document.querySelector("placard-connect")?.shadowRoot?.activeElement?.getAttribute("aria-invalid"),
      ),
    ).toBe("true");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Handle").fill("nobody.invalid");
    await page.getByLabel("App password").fill("abcd-efgh-ijkl-mnop");
    await page.getByLabel("Server").fill("http://127.0.0.1:9");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Handle").inputValue()).toBe("nobody.invalid");
  });
});

describe("an account whose access the network has ended", () => {
  /** Opens the widget on a connected account, ends its access, has its health asked elsewhere, and waits until the widget shows what came of it. */
  async function openRevoked(scene: Partial<Scene>) {
    const { id } = await newWorkspace(1);
    const placard = stage.placard.workspace(id);
    const [account] = await placard.accounts.list().toArray();
    if (!account) throw new Error("the workspace has no account");
    const opened = await open({ workspace: id, ...scene });
    const { page } = opened;
    await page.getByText("Connected", { exact: true }).waitFor();
    await placard.test.revokeAccess(account.id);
    const health = await placard.accounts.health(account.id);
    expect(health).toMatchObject({ status: "needs_reconnect", healthy: false });
    await page.getByText("Needs reconnecting").waitFor();
    await page.getByText(health.problem?.user_message ?? "no reason was given").waitFor();
    expect(await page.getByText("Connected", { exact: true }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    return { ...opened, placard, account };
  }
  async function agree(network: Page, handle: string): Promise<void> {
    await network.getByRole("textbox").fill(handle);
    await network.getByRole("button", { name: "Continue" }).click();
    await network.getByRole("button", { name: "Connect" }).click();
  }

  test("turns while one looks, says why, and is well again when the person agreed in the window", async () => {
    const { page, complaints, placard, account } = await openRevoked({ script: KEEP_EVENTS });
    const window = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Reconnect" }).click();
    const network = await window;
    const closed = network.waitForEvent("close");
    await agree(network, account.handle);
    await closed;
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Reconnect", exact: true }).count()).toBe(0);
    expect(await placard.accounts.list().toArray()).toMatchObject([{ id: account.id, status: "connected", problem: null }]);
    expect(await placard.accounts.health(account.id)).toMatchObject({ healthy: true });
    expect(await told({ page })).toEqual(["placard-account-connecting", "placard-account-connected"]);
    expect(complaints).toEqual([]);
  });

  test("the same in place of the page", async () => {
    const { page, placard, account } = await openRevoked({
      html: '<main><placard-connect mode="redirect"></placard-connect></main>',
    });
    const address = page.url();
    await page.getByRole("button", { name: "Reconnect" }).click();
    await agree(page, account.handle);
    await page.waitForURL(address);
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await placard.accounts.list().toArray()).toMatchObject([{ id: account.id, status: "connected", problem: null }]);
    expect(await placard.accounts.health(account.id)).toMatchObject({ healthy: true });
  });
});

describe("with the keyboard alone", () => {
  test("an account is disconnected, with its consequences in sight", async () => {
    const workspace = await newWorkspace(2);
    const inWorkspace = stage.placard.workspace(workspace.id);
    const [account] = await inWorkspace.accounts.list().toArray();
    for (const text of ["One", "Two"])
      await inWorkspace.posts.create({ text, account_ids: [account?.id ?? ""], schedule: { at: "2031-01-01T09:00:00Z" } });
    const opened = await open({ workspace: workspace.id, script: KEEP_EVENTS });
    const { page } = opened;
    const actions = page.getByRole("button", { name: `Actions for ${account?.display_name}` });
    await actions.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByText("2 scheduled posts will not be published on it.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Disconnect" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(`${account?.display_name} was disconnected.`).first().waitFor();
    expect(await told(opened)).toEqual(["placard-account-disconnecting", "placard-account-disconnected"]);
    expect(await inWorkspace.accounts.get(account?.id ?? "")).toMatchObject({ status: "disconnected" });
  });

  test("a menu opens, moves by arrows and letters, closes by Escape, and gives the focus back", async () => {
    const { page } = await open();
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.querySelector("placard-connect")?.shadowRoot?.activeElement?.textContent?.trim());
    const actions = page.getByRole("button", { name: /^Actions for/ });
    await actions.focus();
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("Check connection");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("Open profile");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("Disconnect");
    await page.keyboard.type("ren");
    expect(await focused()).toBe("Rename");
    await page.keyboard.press("Escape");
    expect(await actions.getAttribute("aria-expanded")).toBe("false");
    expect(await actions.evaluate(button => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
  });
});

describe("a token", () => {
  test("that may not read accounts shows that, and nothing else", async () => {
    const { page } = await open({ components: ["composer"], scopes: ["posts:read"] });
    await page.getByText("You are not allowed to see this.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("that may only read shows no way to change anything", async () => {
    const { page } = await open({ scopes: ["accounts:read", "networks:read"] });
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Connect account" }).count()).toBe(0);
    await page.getByRole("button", { name: /^Actions for/ }).click();
    expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(["Check connection", "Open profile"]);
  });
});
