import type { Account, components } from "@placard/sdk/core";
import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Dictionary } from "../copy/copy.ts";
import english from "../copy/en/connect.ts";
import shared from "../copy/en/shared.ts";
import { Attempt } from "../element/attempt.ts";
import { icons } from "../element/icons.ts";
import { closeMenu, openMenu } from "../element/menu.ts";
import { menuStyles } from "../element/menu-styles.ts";
import { modal } from "../element/modal.ts";
import { PlacardElement } from "../element/placard-element.ts";
import { problemText } from "../element/problem-text.ts";
import { PlacardAccountConnectedEvent } from "../events/account-connected.ts";
import { PlacardAccountConnectingEvent } from "../events/account-connecting.ts";
import { PlacardAccountDisconnectedEvent } from "../events/account-disconnected.ts";
import { PlacardAccountDisconnectingEvent } from "../events/account-disconnecting.ts";
import { networkLabel } from "../networks/marks.ts";
import { baseStyles } from "../theme/base-styles.ts";
import { connectIcons } from "./icons.ts";
import { arrivedHere, listenForReturn, type Returned, rememberBegun, takeBegun } from "./return.ts";
import { type Choice, COUNTED_POSTS, hasServers, type Network, nameOf, renderStep, type Step, type StepOf } from "./steps.ts";
import { connectStyles } from "./styles.ts";

type Connection = components["schemas"]["Connection"];

const TEXTS: Dictionary = { ...shared, ...english };
const POPUP = "popup,width=600,height=760";

/**
 * The accounts of a workspace: what is connected and whether it can publish, connecting another, choosing a page, connecting again what a network refused, and
 * disconnecting with its consequences in sight.
 *
 * @tag placard-connect
 * @attr {"popup" | "redirect"} mode - How a network is shown: in a window of its own, or in place of the page.
 * @attr {string} redirect-url - The page a network sends people back to; this one unless set. It must hold a connect widget too.
 *
 * @fires {PlacardAccountConnectingEvent} placard-account-connecting - A network was chosen. Cancelable: then nothing is begun.
 * @fires {PlacardAccountConnectedEvent} placard-account-connected - An account was connected, or connected again.
 * @fires {PlacardAccountDisconnectingEvent} placard-account-disconnecting - A disconnect was confirmed. Cancelable: then the account stays.
 * @fires {PlacardAccountDisconnectedEvent} placard-account-disconnected - An account was disconnected.
 *
 * @csspart title - What it is called.
 * @csspart add - The button that connects an account.
 * @csspart notice - What was done last, or did not work.
 * @csspart empty - What stands where there are no accounts.
 * @csspart accounts - All accounts.
 * @csspart account - One account.
 * @csspart dialog - The dialog over the page.
 */
export class PlacardConnect extends PlacardElement {
  static override properties: PropertyDeclarations = {
    ...PlacardElement.properties,
    mode: {},
    redirectUrl: { attribute: "redirect-url" },
    _step: { state: true },
  };
  static override styles: CSSResultGroup = [baseStyles, menuStyles, connectStyles];

  /** How a network is shown: in a window of its own, or in place of the page. */
  declare mode: "popup" | "redirect";
  /** The page a network sends people back to; this one unless set. */
  declare redirectUrl: string | null;
  /** @internal */
  declare _step: Step | null;

  readonly #attempt = new Attempt({ update: () => this.requestUpdate(), report: error => this.report(error) });
  #accounts: readonly Account[] | null = null;
  #networks: readonly Network[] = [];
  #error: unknown = null;
  #stop: (() => void)[] = [];
  #popup: Window | null = null;
  /** Connections begun by this very element, where the browser keeps nothing. */
  readonly #begun = new Map<string, string>();

  constructor() {
    super();
    this.mode = "popup";
    this.redirectUrl = null;
    this._step = null;
  }

  protected override get english(): Dictionary {
    return TEXTS;
  }

  protected override get neededScopes(): readonly string[] {
    return ["accounts:read", "networks:read"];
  }

  /** Reads the accounts anew. */
  async refresh(): Promise<void> {
    try {
      const [accounts, networks] = await Promise.all([
        this.api.call("GET /v1/accounts query page", { limit: 250 }).toArray(),
        this.#networks.length > 0 ? this.#networks : this.api.call("GET /v1/networks").then(({ data }) => data),
      ]);
      this.#accounts = accounts.filter(({ status }) => status !== "disconnected");
      this.#networks = networks;
      this.#error = null;
    } catch (error) {
      this.#error = error;
      this.report(error);
    }
    this.requestUpdate();
  }

  /** Begins to connect an account: of this network, or of one that the person chooses. To be called from a click, so that a window may open. */
  connect(network?: string): void {
    const chosen = this.#networks.find(one => one.network === network);
    if (chosen) this.#choose(chosen);
    else this._step = { at: "networks" };
  }

  protected override load(): void {
    this.#forgetListeners();
    const live = this.activeSession?.live.listen(({ type }) => {
      if (type.startsWith("account.") || type === "reset") void this.refresh();
    });
    const back = listenForReturn(
      state => this.#begun.has(state),
      returned => void this.#finish(returned),
    );
    this.#stop = [back, ...(live ? [live] : [])];
    void this.refresh();
    if (this.can("accounts:write"))
      void arrivedHere().then(returned => {
        if (returned && this.isConnected) void this.#finish(returned);
      });
  }

  protected override forget(): void {
    this.#forgetListeners();
    this.#accounts = null;
    this.#error = null;
    this._step = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetListeners();
  }

  #forgetListeners(): void {
    for (const stop of this.#stop.splice(0)) stop();
  }

  // Connecting

  get #connectable(): readonly Network[] {
    const test = this.activeSession?.current?.mode === "test";
    return this.#networks.filter(({ network, connectable }) => connectable && (test || network !== "sandbox"));
  }

  #choose(network: Network): void {
    if (!this.dispatchEvent(new PlacardAccountConnectingEvent(network.network))) {
      this._step = null;
      return;
    }
    const { oauth } = network.connect;
    if (oauth && !hasServers(network.network)) void this.#begin(network);
    else this._step = { at: "form", network, way: oauth ? "oauth" : "credentials", faults: {}, problem: null };
  }

  /** Sends the person to the network. The window opens before anything is awaited: later the browser would take it for an advertisement. */
  async #begin(network: Network, server?: string): Promise<void> {
    const popup = this.mode === "popup" ? open("about:blank", "_blank", POPUP) : null;
    this.#popup = popup;
    await this.#attempt.run(
      async () => {
        const { connect_url: url, state } = await this.api.call("POST /v1/accounts/connect body keyed", {
          network: network.network,
          redirect_url: this.redirectUrl ?? here(),
          ...(server && { server }),
        });
        if (!url || !state) throw new Error("the connection has no address");
        rememberBegun(state, network.network);
        this.#begun.set(state, network.network);
        if (popup) {
          popup.location.replace(url);
          this._step = { at: "waiting", network, url };
        } else if (this.mode === "redirect") location.assign(url);
        else this._step = { at: "blocked", network, url };
      },
      error => {
        popup?.close();
        this.#failed(error, problem => (this._step = { at: "form", network, way: "oauth", faults: {}, problem }));
      },
    );
  }

  /** The person came back. */
  async #finish(returned: Returned): Promise<void> {
    const network = this.#begun.get(returned.state) ?? takeBegun(returned.state);
    if (network === null) return;
    this.#begun.delete(returned.state);
    takeBegun(returned.state);
    this.#popup = null;
    if (returned.code === null) {
      this._step = null;
      this.#say("connect.declined", { network: networkLabel(network) });
      return;
    }
    this._step = { at: "finishing" };
    try {
      const { state, code } = returned;
      this.#settle(network, await this.api.call("POST /v1/accounts/connect/complete body keyed", { state, code }));
    } catch (error) {
      this.report(error);
      this.#failed(error, said => {
        this._step = null;
        this.#notice = said;
      });
    }
  }

  #settle(network: string, connection: Connection): void {
    const { status, account, state, choices } = connection;
    if (status === "choose" && state !== null) {
      this._step = { at: "choose", network, state, choices, problem: null };
      return;
    }
    this._step = null;
    if (!account) return;
    this.dispatchEvent(new PlacardAccountConnectedEvent(account));
    this.#say("connect.connected", { name: nameOf(account) });
    void this.refresh();
  }

  async #select(step: Extract<Step, { at: "choose" }>, choice: Choice): Promise<void> {
    await this.#try(
      async () => {
        const body = { external_id: choice.external_id };
        this.#settle(step.network, await this.api.call("POST /v1/accounts/connect/{state}/choose body keyed", step.state, body));
      },
      problem => (this._step = { ...step, problem }),
    );
  }

  async #submitForm(event: SubmitEvent, step: Extract<Step, { at: "form" }>): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    const { network } = step;
    if (step.way === "oauth") {
      await this.#begin(network, text("server"));
      return;
    }
    const missing = network.connect.credentials.filter(({ name }) => text(name) === "");
    if (missing.length > 0) {
      const faults = Object.fromEntries(missing.map(({ name }) => [name, this.t("connect.form.missing")]));
      this._step = { ...step, faults, problem: null };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
      return;
    }
    const credentials = Object.fromEntries(network.connect.credentials.map(({ name }) => [name, text(name)]));
    await this.#try(
      async () => {
        const server = text("server");
        const connection = await this.api.call("POST /v1/accounts/connect body keyed", {
          network: network.network,
          credentials,
          ...(server && { server }),
        });
        this.#settle(network.network, connection);
      },
      problem => (this._step = { ...step, faults: {}, problem }),
    );
  }

  // What can be done with an account

  async #check(account: Account): Promise<void> {
    this.#say("connect.checking", { name: nameOf(account) });
    await this.#try(
      async () => {
        const { healthy, problem } = await this.api.call("GET /v1/accounts/{account_id}/health", account.id);
        if (healthy) this.#say("connect.healthy", { name: nameOf(account) });
        else this.#say("connect.unhealthy", { name: nameOf(account), reason: problem?.user_message ?? "" });
        await this.refresh();
      },
      said => this.#note(said),
    );
  }

  #reconnect(account: Account): void {
    const network = this.#networks.find(one => one.network === account.network);
    if (network) this.#choose(network);
  }

  async #rename(event: SubmitEvent, step: Extract<Step, { at: "rename" }>): Promise<void> {
    event.preventDefault();
    const label = String(new FormData(event.target as HTMLFormElement).get("label") ?? "").trim();
    await this.#try(
      async () => {
        await this.api.call("PATCH /v1/accounts/{account_id} body", step.account.id, { label: label === "" ? null : label });
        this._step = null;
        this.#say("connect.renamed", { name: label || step.account.display_name });
        await this.refresh();
      },
      problem => (this._step = { ...step, problem }),
    );
  }

  async #askDisconnect(account: Account): Promise<void> {
    this._step = { at: "disconnect", account, posts: null, problem: null };
    try {
      const query = { account_id: account.id, status: ["scheduled" as const], limit: COUNTED_POSTS };
      const page = this.can("posts:read") ? await this.api.call("GET /v1/posts query page", query) : null;
      if (this._step?.at !== "disconnect" || this._step.account !== account || !page) return;
      this._step = { ...this._step, posts: page.data.length + (page.has_more ? 1 : 0) };
    } catch (error) {
      this.report(error); // what it would cost is not known then; that nothing published is lost still is
    }
  }

  async #disconnect(step: Extract<Step, { at: "disconnect" }>): Promise<void> {
    const { account } = step;
    if (!this.dispatchEvent(new PlacardAccountDisconnectingEvent(account))) {
      this._step = null;
      return;
    }
    await this.#try(
      async () => {
        await this.api.call("DELETE /v1/accounts/{account_id}", account.id);
        this._step = null;
        this.dispatchEvent(new PlacardAccountDisconnectedEvent(account));
        this.#say("connect.disconnected", { name: nameOf(account) });
        await this.refresh();
      },
      problem => (this._step = { ...step, problem }),
    );
  }

  // Saying what happened

  #notice: string | null = null;

  #note(text: string | null): void {
    this.#notice = text;
    this.requestUpdate();
  }

  #say(key: string, values: Readonly<Record<string, string>>): void {
    const text = this.t(key, values);
    this.#note(text);
    this.announce(text);
  }

  #failed(error: unknown, show: (said: string) => void): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    const { key, values } = problemText(error);
    const said = this.t(key, values);
    this.announce(said);
    show(said);
    this.requestUpdate();
  }

  async #try(work: () => Promise<void>, show: (said: string) => void): Promise<void> {
    if (!this.#attempt.busy) await this.#attempt.run(work, error => this.#failed(error, show));
  }

  /** What the dialog has of it. */
  get #stepOf(): StepOf {
    return {
      busy: this.#attempt.busy,
      connectable: this.#connectable,
      t: (key, values) => this.t(key, values),
      renderAvatar: profile => this.renderAvatar(profile),
      go: step => {
        this._step = step;
      },
      choose: network => this.#choose(network),
      begin: network => this.#begin(network),
      again: step => this.#again(step),
      select: (step, choice) => this.#select(step, choice),
      submitForm: (event, step) => this.#submitForm(event, step),
      rename: (event, step) => this.#rename(event, step),
      disconnect: step => this.#disconnect(step),
    };
  }

  // What it shows

  protected override renderSkeleton(): TemplateResult {
    const row = html`<li class="account"><span class="skeleton round"></span
      ><span><span class="skeleton line" role="presentation"></span><span class="skeleton line short"></span></span></li>`;
    return html`<ul class="accounts">${[row, row, row]}</ul>`;
  }

  protected override renderContent(): unknown {
    if (this.#error !== null && this.#accounts === null) return this.renderProblem(this.#error, () => void this.refresh());
    if (this.#accounts === null) return this.renderWaiting();
    return html`${this.#renderHead(this.#accounts)} ${this.#renderNotice()} ${this.#renderAccounts(this.#accounts)} ${this.#renderDialog()}`;
  }

  #renderHead(accounts: readonly Account[]): TemplateResult {
    return html`<div class="head">
      <h2 part="title">${this.t("connect.title")}</h2>
      ${
        this.can("accounts:write") && accounts.length > 0
          ? html`<button type="button" class="button primary" part="add" @click=${() => this.connect()}>
              ${icons.add}${this.t("connect.add")}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderNotice(): unknown {
    if (this.#notice === null) return nothing;
    return html`<div class="notice" part="notice">
      ${icons.info}
      <p class="grow">${this.#notice}</p>
      <button type="button" class="button quiet icon small" aria-label=${this.t("common.close")} @click=${() => this.#note(null)}>
        ${icons.close}
      </button>
    </div>`;
  }

  #renderAccounts(accounts: readonly Account[]): TemplateResult {
    if (accounts.length > 0)
      return html`<ul class="accounts" part="accounts">${accounts.map(account => this.#renderAccount(account))}</ul>`;
    return html`<div class="state" part="empty">
      <h3>${this.t("connect.empty.title")}</h3>
      <p class="muted">${this.t("connect.empty.text")}</p>
      ${
        this.can("accounts:write")
          ? html`<button type="button" class="button primary" @click=${() => this.connect()}>${icons.add}${this.t("connect.add")}</button>`
          : nothing
      }
    </div>`;
  }

  #renderAccount(account: Account): TemplateResult {
    const broken = account.status === "needs_reconnect";
    const name = nameOf(account);
    return html`<li class="account" part="account">
      ${this.renderAvatar(account)}
      <div>
        <p class="strong clip">${name}</p>
        <p class="small muted clip">
          ${networkLabel(account.network)} · <bdi>${account.handle.startsWith("@") ? account.handle : `@${account.handle}`}</bdi>
        </p>
      </div>
      <div class="actions">
        <span class="badge ${broken ? "warning-text" : "success-text"}">${this.t(`connect.status.${account.status}`)}</span>
        ${this.#renderActions(account, name, broken)}
      </div>
      ${broken && account.problem ? html`<p class="small muted reason">${account.problem.user_message}</p>` : nothing}
    </li>`;
  }

  #renderActions(account: Account, name: string, broken: boolean): TemplateResult {
    const writes = this.can("accounts:write");
    const item = (key: string, act: () => void, className = ""): TemplateResult =>
      html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        class=${className}
        @click=${(event: Event) => {
          closeMenu(event.currentTarget);
          act();
        }}
      >
        ${this.t(key)}
      </button>`;
    const menuId = `menu-${account.id}`;
    return html`${
      broken && writes
        ? html`<button type="button" class="button small" @click=${() => this.#reconnect(account)}>${this.t("connect.reconnect")}</button>`
        : nothing
    }
      <button
        type="button"
        class="button quiet icon small"
        aria-label=${this.t("connect.menu", { name })}
        aria-haspopup="menu"
        aria-expanded="false"
        aria-controls=${menuId}
        @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, this.renderRoot.querySelector(`#${menuId}`) as HTMLElement)}
      >
        ${connectIcons.more}
      </button>
      <div class="menu" popover role="menu" id=${menuId} aria-label=${this.t("connect.menu", { name })}>
        ${item("connect.check", () => void this.#check(account))}
        ${
          account.url && /^https?:/.test(account.url)
            ? html`<a
                role="menuitem"
                tabindex="-1"
                href=${account.url}
                target="_blank"
                rel="noopener nofollow ugc"
                @click=${(event: Event) => closeMenu(event.currentTarget)}
                >${this.t("connect.visit")}</a
              >`
            : nothing
        }
        ${
          writes
            ? html`${item("connect.rename", () => (this._step = { at: "rename", account, problem: null }))}
              ${broken ? nothing : item("connect.reconnect", () => this.#reconnect(account))}
              ${item("connect.disconnect", () => void this.#askDisconnect(account), "danger-text")}`
            : nothing
        }
      </div>`;
  }

  #renderDialog(): TemplateResult {
    const step = this._step;
    return html`<dialog
      part="dialog"
      aria-labelledby="dialog-title"
      ${modal(step !== null)}
      @close=${() => {
        this._step = null;
      }}
      @click=${closeOnBackdrop}
    >
      ${step ? html`<div class="dialog-body">${renderStep(this.#stepOf, step)}</div>` : nothing}
    </dialog>`;
  }

  #again(step: Extract<Step, { at: "waiting" }>): void {
    if (this.#popup && !this.#popup.closed) this.#popup.focus();
    else this.#popup = open(step.url, "_blank", POPUP);
  }
}

/** The page's own address, as networks give it back: without what came from an earlier connection. */
function here(): string {
  const url = new URL(location.href);
  url.hash = "";
  for (const name of ["state", "code", "error", "error_description"]) url.searchParams.delete(name);
  return url.href;
}

function closeOnBackdrop(event: MouseEvent): void {
  const dialog = event.currentTarget as HTMLDialogElement;
  if (event.target !== dialog) return;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
  if (!inside) dialog.close();
}
