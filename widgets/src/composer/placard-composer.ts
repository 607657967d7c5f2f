import type { Account, components, Post } from "@placard/sdk/core";
import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Dictionary } from "../copy/copy.ts";
import english from "../copy/en/composer.ts";
import shared from "../copy/en/shared.ts";
import { icons } from "../element/icons.ts";
import { PlacardElement } from "../element/placard-element.ts";
import { PlacardPostApprovedEvent } from "../events/post-approved.ts";
import { PlacardPostRejectedEvent } from "../events/post-rejected.ts";
import { PlacardPostSavedEvent } from "../events/post-saved.ts";
import { PlacardPostSavingEvent, type PostIntent } from "../events/post-saving.ts";
import { PlacardPostScheduledEvent } from "../events/post-scheduled.ts";
import { PlacardPostSubmittedEvent } from "../events/post-submitted.ts";
import type { Owner } from "../session/kept-drafts.ts";
import { baseStyles } from "../theme/base-styles.ts";
import { formatLocal, wallClock } from "../time/wall-clock.ts";
import { renderAccounts } from "./accounts.ts";
import { renderDetails } from "./details.ts";
import { bodyOf, type ComposerStart, type Draft, draftOf, EMPTY, isUpload, startOf, withMedia } from "./draft.ts";
import { renderFields } from "./fields.ts";
import { renderFoot } from "./foot.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import { renderIssues } from "./issues.ts";
import { Keeper } from "./keeper.ts";
import { NetworkFacts } from "./network-facts.ts";
import { renderNotices } from "./notices.ts";
import { Panels } from "./panels.ts";
import { Sending } from "./sending.ts";
import { composerStyles } from "./styles.ts";
import { renderTabs } from "./tabs.ts";
import { Watch } from "./watch.ts";
import { WhenChoice } from "./when-choice.ts";
import { Writing } from "./writing.ts";

type Campaign = components["schemas"]["Campaign"];

const TEXTS: Dictionary = { ...shared, ...english };
/** What is said of a post when this was done with it. */
const DONE = { draft: "saved", publish: "published", submit: "submitted", schedule: "scheduled" } as const;

/**
 * Writes a post for one or many accounts: one text with a version of its own for each network that needs one, counted and checked by the networks' own rules
 * while it is written, seen as each network will show it; as a thread, with a first comment, now, at a time or in the next free slot. What is written survives
 * a reload, a lost connection and an expired token.
 *
 * @tag placard-composer
 * @attr {string} post-id - The post to change; a new one without.
 * @attr {string} at - The local time that is offered, `2026-11-24T09:00`.
 *
 * @fires {PlacardPostSavingEvent} placard-post-saving - A post is about to be saved, scheduled or published. Cancelable: then nothing is sent.
 * @fires {PlacardPostSavedEvent} placard-post-saved - A draft was saved.
 * @fires {PlacardPostScheduledEvent} placard-post-scheduled - A post was scheduled, or is to be published now.
 * @fires {PlacardPostSubmittedEvent} placard-post-submitted - A post was submitted for approval.
 * @fires {PlacardPostApprovedEvent} placard-post-approved - A post was approved here.
 * @fires {PlacardPostRejectedEvent} placard-post-rejected - A post was sent back here.
 *
 * @csspart empty - What stands where there are no accounts.
 * @csspart editor - What is written.
 * @csspart dialog - A dialog over the page.
 * @csspart preview - What it will look like on one network.
 */
export class PlacardComposer extends PlacardElement {
  static override properties: PropertyDeclarations = {
    ...PlacardElement.properties,
    postId: { attribute: "post-id" },
    at: {},
    start: { attribute: false },
  };
  static override styles: CSSResultGroup = [baseStyles, composerStyles];

  /** The post to change; a new one without. */
  declare postId: string | null;
  /** The local time that is offered, `2026-11-24T09:00`. */
  declare at: string | null;
  /** What a new post begins with, as the API takes it: `{ text: "…", media_ids: ["…"] }`. What somebody was writing here and did not send goes before it. */
  declare start: ComposerStart | null;

  #texts: Dictionary = TEXTS;
  /** What the composer's parts have of it. */
  readonly #host: Host = (() => {
    const composer = this;
    return {
      get session() {
        const session = composer.activeSession;
        if (!session) throw new Error("the widget has no session");
        return session;
      },
      get locale() {
        return composer.usedLocale;
      },
      get timeZone() {
        return composer.usedTimeZone;
      },
      get draft() {
        return composer.#writing.draft;
      },
      get root() {
        return composer.renderRoot as ShadowRoot;
      },
      t: (key, values) => composer.t(key, values),
      can: scope => composer.can(scope),
      adopt: (styles, texts) => {
        const { adoptedStyleSheets: adopted } = composer.renderRoot as ShadowRoot;
        for (const { styleSheet } of styles) if (styleSheet && !adopted.includes(styleSheet)) adopted.push(styleSheet);
        composer.#texts = { ...composer.#texts, ...texts };
      },
      update: () => composer.requestUpdate(),
      announce: text => composer.announce(text),
      report: error => composer.report(error),
      tell: said => {
        composer.#sending.done = said;
        composer.announce(said);
        composer.requestUpdate();
      },
      refused: error => composer.#sending.refused(error),
      focus: selector =>
        void composer.updateComplete.then(() => composer.renderRoot.querySelector<HTMLElement>(selector)?.focus()),
      renderAvatar: profile => composer.renderAvatar(profile),
      formatNumber: (value, options) => composer.formatNumber(value, options),
      formatDate: (at, options) => composer.formatDate(at, options),
      edit: change => {
        const draft = change(composer.#writing.draft);
        if (draft !== composer.#writing.draft) composer.#writing.write(draft);
      },
    };
  })();
  readonly #writing = new Writing(this, () => {
    this.#sending.done = null;
    this.#keeper.soon();
  });
  readonly #sending = new Sending(this, this.#host, {
    onMade: post => {
      this.#keeper.forget();
      this.postId = post.id;
    },
    onTaken: (post, etag) => this.#take(post, etag),
    onSettled: (intent, post) => this.#settled(intent, post),
  });
  readonly #keeper = new Keeper(this, this.#writing, this.#sending, () => this.#owner);
  readonly #panels = new Panels(this, this.#host, this.#writing, this.#sending, (post, etag) => this.#take(post, etag));
  readonly #facts = new NetworkFacts(this.#host, this.#writing, this.#panels);
  readonly #when = new WhenChoice(this.#host, this.#sending, () => this.at);
  readonly #watch = new Watch(this, this.#host, {
    sending: this.#sending,
    panels: this.#panels,
    when: this.#when,
    onTaken: (post, etag) => this.#take(post, etag),
  });
  #campaigns: readonly Campaign[] = [];
  #error: unknown = null;
  #pane: "write" | "preview" = "write";
  readonly #unfolded = new Set<string>();

  constructor() {
    super();
    this.postId = null;
    this.at = null;
    this.start = null;
  }

  protected override get english(): Dictionary {
    return this.#texts;
  }

  protected override get neededScopes(): readonly string[] {
    return ["accounts:read", "posts:read", ...(this.postId === null ? ["posts:write"] : [])];
  }

  /** The draft as it would be sent. */
  get value(): ReturnType<typeof bodyOf> {
    const { draft, networks } = this.#writing;
    return bodyOf(withoutUploads(draft), new Set(networks));
  }

  /** Empties the composer for a new post. What was not saved is forgotten. */
  clear(): void {
    this.#keeper.forget();
    this.postId = null;
    this.#begin(EMPTY, null, null);
  }

  protected override willUpdate(changedProperties: PropertyValues<this>): void {
    super.willUpdate(changedProperties);
    if (this.hasUpdated && changedProperties.has("at") && this.at !== null && this.#sending.post === null)
      this.#when.offer(this.at);
    const before = changedProperties.get("postId");
    if (before === undefined || this.postId === (this.#sending.post?.id ?? null)) return;
    if (this.#writing.accounts !== null) void this.#read();
    // Its first reading is under way for another post, or was not allowed: a new one takes more than to look at one.
    else if (this.neededScopes.every(scope => this.can(scope))) this.load();
  }

  protected override load(): void {
    this.#watch.begin();
    void this.#read();
    void this.#facts.load();
  }

  protected override forget(): void {
    this.#watch.end();
    this.#keeper.now();
    this.#panels.end();
    this.#writing.draft = withoutUploads(this.#writing.draft);
    if (this.#owner === null) {
      this.#writing.accounts = null;
      this.#begin(EMPTY, null, null);
    }
  }

  get #owner(): Owner | null {
    const current = this.activeSession?.current;
    return current ? { workspaceId: current.workspace_id, userId: current.end_user.external_id } : null;
  }

  // The post

  async #read(): Promise<void> {
    this.#error = null;
    const { postId } = this;
    try {
      const [accounts, post, campaigns] = await Promise.all([
        this.api.call("GET /v1/accounts query page", { limit: 250 }).toArray(),
        postId === null ? null : this.api.call("GET /v1/posts/{post_id}", postId).withResponse(),
        this.api
          .call("GET /v1/campaigns query page", { limit: 100 })
          .page()
          .then(
            ({ data }) => data,
            () => [], // a token may know posts and no campaigns
          ),
      ]);
      if (postId !== this.postId) return; // another is being read
      this.#writing.accounts = accounts.filter(({ status }) => status !== "disconnected");
      this.#campaigns = campaigns;
      if (post) this.#begin(draftOf(post.data), post.data, post.etag);
      else this.#begin(this.#initial(), null, null);
      await this.#keeper.restore();
    } catch (error) {
      if (postId !== this.postId) return;
      this.#error = error;
      this.report(error);
    }
    this.requestUpdate();
  }

  #initial(): Draft {
    const usable = (this.#writing.accounts ?? []).filter(({ status }) => status === "connected");
    return startOf(
      this.start ?? {},
      usable.map(({ id }) => id),
    );
  }

  #begin(draft: Draft, post: Post | null, etag: string | null): void {
    this.#writing.take(draft);
    this.#writing.tab = null;
    this.#sending.begin(post, etag);
    this.#keeper.restored = null;
    if (this.#panels.comments?.postId !== post?.id) this.#panels.closeComments();
    this.#when.begin(post);
    this.requestUpdate();
  }

  /** Goes on from what the API has: what was written here is in it, or given up. */
  #take(post: Post, etag: string | null): void {
    this.#keeper.forget();
    this.#begin(draftOf(post), post, etag);
  }

  async #send(intent: PostIntent): Promise<void> {
    const sending = this.#sending;
    if (sending.busy) return;
    const schedules = intent !== "draft";
    sending.tried = schedules;
    sending.waited = this.#panels.faultOfMedia !== null;
    const blocked =
      sending.waited ||
      (schedules &&
        (this.#writing.draft.accountIds.length === 0 ||
          this.#when.fault !== null ||
          this.#facts.results.some(({ issues }) => issues.some(({ severity }) => severity === "error"))));
    this.requestUpdate();
    if (blocked) return this.#host.focus("[data-fault]");
    const body = this.value;
    if (!this.dispatchEvent(new PlacardPostSavingEvent(intent, body))) return;
    await sending.send(intent, body, schedules ? this.#when.body : null);
  }

  #settled(intent: PostIntent, post: Post): void {
    this.#keeper.forget();
    this.#keeper.restored = null;
    const time = post.schedule ? formatLocal(this.usedLocale, wallClock(Date.parse(post.schedule.at), this.usedTimeZone)) : "";
    this.dispatchEvent(
      intent === "draft"
        ? new PlacardPostSavedEvent(post)
        : intent === "submit"
          ? new PlacardPostSubmittedEvent(post)
          : new PlacardPostScheduledEvent(post),
    );
    if (intent === "draft" || this.postId !== null) {
      this.#sending.post = post;
      this.#writing.draft = draftOf(post);
      this.postId = post.id;
    } else this.#begin({ ...EMPTY, accountIds: this.#writing.draft.accountIds }, null, null);
    this.#host.tell(this.t(`composer.done.${DONE[intent]}`, { time }));
  }

  // What it shows

  protected override renderSkeleton(): TemplateResult {
    return html`<div class="composer"><div class="editor">
      <div class="skeleton chip-line"></div><div class="skeleton area"></div><div class="skeleton chip-line"></div>
    </div></div>`;
  }

  protected override renderContent(): unknown {
    const { accounts } = this.#writing;
    if (this.#error !== null) return this.renderProblem(this.#error, () => void this.#read());
    if (accounts === null) return this.renderWaiting();
    if (accounts.length === 0)
      return html`<div class="state" part="empty"><h3>${this.t("composer.accounts.empty.title")}</h3>
        <p class="muted">${this.t("composer.accounts.empty.text")}</p></div>`;
    this.#panels.needMedia();
    return this.#sending.editable ? this.#renderOpen(accounts) : this.#renderLocked();
  }

  #renderOpen(accounts: readonly Account[]): TemplateResult {
    const host = this.#host;
    const writing = this.#writing;
    const sending = this.#sending;
    const keeper = this.#keeper;
    const panels = this.#panels;
    const facts = this.#facts;
    const when = this.#when;
    const { results } = facts;
    return html`<div class="composer">
      ${this.#renderSwitch()}
      <div class="editor pane" part="editor" ?hidden=${this.#pane !== "write"}>
        ${renderNotices(host, sending, keeper)} ${this.#renderApproval()} ${renderAccounts(host, writing, sending.tried)}
        ${renderTabs(host, writing, results)} ${renderFields(host, { writing, facts, panels, results, tried: sending.tried })}
        ${renderIssues(host, { sending, facts, panels, results })} ${renderDetails(host, writing, this.#campaigns)} ${when.render()}
        ${renderFoot(host, { sending, keeper, when, onSend: intent => void this.#send(intent) })} ${this.#renderAround()}
      </div>
      <div class="pane" ?hidden=${this.#pane !== "preview"}>
        ${guard(
          [
            writing.previewed,
            accounts,
            writing.tab,
            facts.preview,
            panels.desk?.version,
            this.#unfolded.size,
            this.usedLocale,
            this.copy,
          ],
          () => this.#renderPreviews(),
        )}
      </div>
      <div class="menu completion" id="completion" popover="manual" role="listbox" aria-label=${this.t("composer.completion.list")}></div>
      ${panels.renderDialog()}
    </div>`;
  }

  #renderLocked(): TemplateResult {
    const { done } = this.#sending;
    return html`<div class="composer">
      <div class="editor">
        <div class="notice">
          ${icons.lock}
          <p>${this.t(this.can("posts:write") ? "composer.locked" : "composer.readonly")}</p>
        </div>
        ${done === null ? nothing : html`<div class="notice success">${icons.check}<p>${done}</p></div>`}
        ${this.#renderApproval()} ${this.#renderAround()}
      </div>
      <div class="pane">${this.#renderPreviews()}</div>
      ${this.#panels.renderDialog()}
    </div>`;
  }

  #renderApproval(): unknown {
    const { post, etag, editable, unsaved, becameStale } = this.#sending;
    if (!post?.approval) return nothing;
    return (
      this.#panels.approval?.render({
        post,
        etag,
        timeZone: this.usedTimeZone,
        unsaved: editable && unsaved,
        onStale: becameStale,
        onDecided: (decision, decided, newEtag) => {
          this.#take(decided, newEtag);
          this.#host.tell(this.t(`composer.done.${decision}`));
          this.dispatchEvent(
            decision === "approved" ? new PlacardPostApprovedEvent(decided) : new PlacardPostRejectedEvent(decided),
          );
        },
      }) ?? html`<div class="skeleton chip-line"></div>`
    );
  }

  /** What there is around a post: who changed it, and what colleagues say of it. */
  #renderAround(): unknown {
    if (!this.#sending.post) return nothing;
    const panels = this.#panels;
    return html`<div class="row wrap">
        <button
          type="button"
          class="button quiet small"
          aria-expanded=${panels.comments !== null}
          @click=${() => void panels.toggleComments()}
        >
          ${composerIcons.comment}${this.t("composer.comments")}
        </button>
        <button type="button" class="button quiet small" id="history" aria-haspopup="dialog" @click=${() => void panels.openHistory()}>
          ${composerIcons.clock}${this.t("composer.history")}
        </button>
      </div>
      ${panels.comments?.render() ?? nothing}`;
  }

  #renderSwitch(): TemplateResult {
    const button = (pane: "write" | "preview"): TemplateResult =>
      html`<button
        type="button"
        class="button"
        aria-pressed=${this.#pane === pane}
        @click=${() => {
          this.#pane = pane;
          this.requestUpdate();
        }}
      >
        ${this.t(`composer.${pane}`)}
      </button>`;
    return html`<div class="switch">${button("write")}${button("preview")}</div>`;
  }

  #renderPreviews(): unknown {
    const { accounts, previewed, tab } = this.#writing;
    const chosen = (accounts ?? []).filter(({ id }) => previewed.accountIds.includes(id));
    const { preview, checks } = this.#facts;
    if (chosen.length === 0) return html`<p class="muted small">${this.t("composer.preview.empty")}</p>`;
    if (!preview || !checks) return html`<div class="skeleton area"></div>`;
    return preview.renderPreviews(this.#host, {
      accounts: chosen,
      draft: previewed,
      network: tab,
      shown: this.#panels.desk?.shown,
      isKnown: checks.isNetwork,
      unfolded: this.#unfolded,
    });
  }
}

/** A file on its way is not in the library yet. */
const withoutUploads = (draft: Draft): Draft => withMedia(draft, id => (isUpload(id) ? null : id));
