import type { Account, components, Post } from "@placard/sdk/core";
import {
  type CSSResult,
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Dictionary } from "../copy/copy.ts";
import english from "../copy/en/composer.ts";
import shared from "../copy/en/shared.ts";
import { icons } from "../element/icons.ts";
import { PlacardElement } from "../element/placard-element.ts";
import { problemText } from "../element/problem-text.ts";
import { PlacardPostApprovedEvent } from "../events/post-approved.ts";
import { PlacardPostRejectedEvent } from "../events/post-rejected.ts";
import { PlacardPostSavedEvent } from "../events/post-saved.ts";
import { PlacardPostSavingEvent, type PostIntent } from "../events/post-saving.ts";
import { PlacardPostScheduledEvent } from "../events/post-scheduled.ts";
import { PlacardPostSubmittedEvent } from "../events/post-submitted.ts";
import { networkMark } from "../networks/marks.ts";
import { isPlacardError } from "../session/session.ts";
import { baseStyles } from "../theme/base-styles.ts";
import type { Approval } from "./approval.ts";
import type { NetworkCheck } from "./checks.ts";
import type { Comments } from "./comments.ts";
import type { Completion } from "./completion.ts";
import {
  bodyOf,
  changed,
  type Draft,
  draftOf,
  EMPTY,
  isBlank,
  isOwn,
  isUpload,
  mediaIn,
  type Override,
  type Part,
  versionOf,
  withMedia,
  withoutOwn,
} from "./draft.ts";
import type { History } from "./history.ts";
import type { Host } from "./host.ts";
import { composerIcons } from "./icons.ts";
import { abandonedDraft, claimDraft, forgetDraft, type Kept, keepDraft, nameOfTab, type Owner, readDraft } from "./keep.ts";
import type { Library } from "./library.ts";
import type { MediaDesk, Strip } from "./media.ts";
import { composerStyles } from "./styles.ts";
import type { Templates } from "./templates.ts";
import { formatLocal, tomorrowAtNine, type When, wallClock, zoneName } from "./when.ts";

type Campaign = components["schemas"]["Campaign"];
type Checks = typeof import("./checks.ts");
type Preview = typeof import("./preview.ts");
type Options = typeof import("./options.ts");

const TEXTS: Dictionary = { ...shared, ...english };
/** So long after the last key a draft is kept on the device. */
const KEEP_AFTER_MS = 400;
/** So long after the last key the preview follows: a picture that jumps with each letter is no help. */
const PREVIEW_AFTER_MS = 120;
/** What the library takes. What a file is, its bytes say: the API looks. */
const TAKEN = "image/jpeg,image/png,image/webp,image/gif,image/avif,video/mp4,video/quicktime,video/webm,application/pdf";
/** A sign before the caret that something can be offered for. */
const OFFERS = /(?:^|[\s(])[#@:][^\s#@]*$/;
/** What can still be changed. */
const OPEN: ReadonlySet<string> = new Set([
  "draft",
  "scheduled",
  "cancelled",
  "failed",
  "pending_approval",
  "approved",
  "rejected",
]);

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
  };
  static override styles: CSSResultGroup = [baseStyles, composerStyles];

  /** The post to change; a new one without. */
  declare postId: string | null;
  /** The local time that is offered, `2026-11-24T09:00`. */
  declare at: string | null;

  #accounts: readonly Account[] | null = null;
  #campaigns: readonly Campaign[] = [];
  #post: Post | null = null;
  #etag: string | null = null;
  #error: unknown = null;
  #draft: Draft = EMPTY;
  #when: When = { kind: "now" };
  #tab: string | null = null;
  #pane: "write" | "preview" = "write";
  #comment = false;
  #checks: Checks | null = null;
  #preview: Preview | null = null;
  #options: Options | null = null;
  #desk: MediaDesk | null = null;
  #deskComing: Promise<MediaDesk | null> | null = null;
  #library: Library | null = null;
  #templates: Templates | null = null;
  #history: History | null = null;
  #completion: Completion | null = null;
  #completionComing = false;
  #comments: Comments | null = null;
  #approval: Approval | null = null;
  #approvalComing = false;
  /** For who approves the post. */
  #note = "";
  /** Somebody wanted to send it while its media were not ready. */
  #waited = false;
  #dropping: string | null = null;
  #previewed: Draft = EMPTY;
  readonly #unfolded = new Set<string>();
  #slot: string | null | undefined;
  #busy = false;
  /** What is wrong with the time, and with the choice of accounts: said once somebody tried. */
  #tried = false;
  #problem: unknown = null;
  #done: string | null = null;
  #stale = false;
  #keeps = true;
  #restored: Draft | null = null;
  #abandoned: { readonly name: string; readonly kept: Kept } | null = null;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  /** The key of what is being sent: the same for every try of the same post, so that an answer that was lost doubles nothing. */
  #sending: { readonly body: string; readonly key: string } | null = null;

  constructor() {
    super();
    this.postId = null;
    this.at = null;
  }

  protected override get english(): Dictionary {
    return TEXTS;
  }

  protected override get neededScopes(): readonly string[] {
    return ["accounts:read", "posts:read"];
  }

  /** The draft as it would be sent. */
  get value(): ReturnType<typeof bodyOf> {
    return bodyOf(
      withMedia(this.#draft, id => (isUpload(id) ? null : id)),
      new Set(this.#networks),
    );
  }

  /** Empties the composer for a new post. What was not saved is forgotten. */
  clear(): void {
    this.#forgetKept();
    this.postId = null;
    this.#begin(EMPTY, null);
  }

  protected override willUpdate(changedProperties: PropertyValues<this>): void {
    super.willUpdate(changedProperties);
    const before = changedProperties.get("postId");
    if (changedProperties.has("postId") && before !== undefined && this.#accounts !== null && this.postId !== this.#post?.id)
      void this.#read();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pagehide", this.#keepNow);
    addEventListener("online", this.#online);
  }

  override disconnectedCallback(): void {
    this.#keepNow();
    removeEventListener("pagehide", this.#keepNow);
    removeEventListener("online", this.#online);
    clearTimeout(this.#previewTimer);
    // Uploads go on: it may only be moved to another place of the page.
    this.#desk?.flush();
    this.#closeParts();
    super.disconnectedCallback();
  }

  protected override load(): void {
    void this.#read();
    // Counters, checks and pictures: the facts of ten networks come beside the data, not before it.
    Promise.all([import("./checks.ts"), import("./preview.ts"), import("./options.ts")]).then(
      ([checks, preview, options]) => {
        this.#checks = checks;
        this.#preview = preview;
        this.#options = options;
        this.requestUpdate();
      },
      error => this.report(error),
    );
  }

  protected override forget(): void {
    clearTimeout(this.#keepTimer);
    this.#desk?.close();
    this.#desk = null;
    this.#deskComing = null;
    this.#draft = withMedia(this.#draft, id => (isUpload(id) ? null : id));
    this.#closeParts();
    const owner = this.#owner;
    if (owner === null) {
      this.#accounts = null;
      this.#begin(EMPTY, null);
    }
  }

  // Parts that are loaded when they are needed

  /** What such a part has of the composer. */
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
      get draft() {
        return composer.#draft;
      },
      get root() {
        return composer.renderRoot as ShadowRoot;
      },
      t: (key, values) => composer.t(key, values),
      can: scope => composer.can(scope),
      update: () => composer.requestUpdate(),
      announce: text => composer.announce(text),
      report: error => composer.report(error),
      formatNumber: (value, options) => composer.formatNumber(value, options),
      formatDate: (at, options) => composer.formatDate(at, options),
      edit: change => {
        const draft = change(composer.#draft);
        if (draft !== composer.#draft) composer.#change(draft);
      },
    };
  })();

  /** Gives a part's styles to the root, once. */
  readonly #adopt = ({ styleSheet }: CSSResult): void => {
    const { root } = this.#host;
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
  };

  /** A part that could not be loaded is asked for again the next time. */
  async #part<T>(come: () => Promise<T>): Promise<T | null> {
    try {
      return await come();
    } catch (error) {
      this.#refused(error);
      this.requestUpdate();
      return null;
    }
  }

  async #complete(area: HTMLTextAreaElement): Promise<void> {
    this.#completion?.look(area);
    if (this.#completion) return;
    const { selectionStart: caret, value } = area;
    if (this.#completionComing || !OFFERS.test(value.slice(Math.max(0, caret - 60), caret))) return;
    this.#completionComing = true;
    const part = await this.#part(() => import("./completion.ts"));
    this.#completionComing = false;
    const list = this.renderRoot.querySelector<HTMLElement>("#completion");
    if (!part || !list) return;
    this.#completion = new part.Completion(this.#host, this.#adopt, list, () => this.#accounts ?? []);
    this.#completion.look(area);
  }

  #closeParts(): void {
    this.#completion = null;
    this.#comments?.close();
    this.#comments = null;
    this.#library = null;
    this.#templates = null;
    this.#history = null;
    this.#approval = null;
    this.#approvalComing = false;
  }

  async #openTemplates(): Promise<void> {
    const part = await this.#part(() => import("./templates.ts"));
    if (!part) return;
    this.#templates = new part.Templates(this.#host, this.#adopt, said => {
      this.#templates = null;
      if (said !== null) this.#tell(said);
      this.requestUpdate();
      this.#focus("#text");
    });
    this.requestUpdate();
  }

  async #openHistory(): Promise<void> {
    const part = await this.#part(() => import("./history.ts"));
    const post = this.#post;
    if (!part || !post) return;
    this.#history = new part.History(this.#host, this.#adopt, {
      post,
      etag: this.#etag,
      restores: this.#editable,
      onRestored: (restored, etag, number) => {
        this.#history = null;
        this.#takePost(restored, etag);
        this.#tell(this.t("composer.history.done", { number }));
        this.#focus("#history");
      },
      onStale: () => {
        this.#stale = true;
        this.requestUpdate();
      },
      onClosed: () => {
        this.#history = null;
        this.requestUpdate();
      },
    });
    this.requestUpdate();
  }

  async #toggleComments(): Promise<void> {
    const part = this.#comments ? null : await this.#part(() => import("./comments.ts"));
    this.#comments?.close();
    this.#comments = part && this.#post ? new part.Comments(this.#host, this.#adopt, this.#post.id) : null;
    this.requestUpdate();
  }

  async #openApproval(): Promise<void> {
    if (this.#approvalComing) return;
    this.#approvalComing = true;
    const part = await this.#part(() => import("./approval.ts"));
    this.#approvalComing = part !== null;
    if (part) this.#approval = new part.Approval(this.#host, this.#adopt);
    this.requestUpdate();
  }

  /** Goes on from what the API has: what was written here is in it, or given up. */
  #takePost(post: Post, etag: string | null): void {
    this.#forgetKept();
    this.#begin(draftOf(post), post);
    this.#etag = etag;
  }

  #tell(said: string): void {
    this.#done = said;
    this.announce(said);
    this.requestUpdate();
  }

  async #openDesk(): Promise<MediaDesk | null> {
    this.#deskComing ??= this.#part(async () => {
      const { MediaDesk } = await import("./media.ts");
      this.#desk = new MediaDesk(this.#host, this.#adopt);
      this.requestUpdate();
      return this.#desk;
    });
    const desk = await this.#deskComing;
    if (desk === null) this.#deskComing = null;
    return desk;
  }

  async #read(): Promise<void> {
    this.#error = null;
    try {
      const [accounts, post, campaigns] = await Promise.all([
        this.api.call("GET /v1/accounts query page", { limit: 250 }).toArray(),
        this.postId === null ? null : this.api.call("GET /v1/posts/{post_id}", this.postId).withResponse(),
        this.api
          .call("GET /v1/campaigns query page", { limit: 100 })
          .page()
          .then(
            ({ data }) => data,
            () => [], // a token may know posts and no campaigns
          ),
      ]);
      this.#accounts = accounts.filter(({ status }) => status !== "disconnected");
      this.#campaigns = campaigns;
      this.#post = post?.data ?? null;
      this.#etag = post?.etag ?? null;
      this.#begin(post ? draftOf(post.data) : this.#initial(), this.#post);
      await this.#restore();
    } catch (error) {
      this.#error = error;
      this.report(error);
    }
    this.requestUpdate();
  }

  /** A new post goes to the one account there is. */
  #initial(): Draft {
    const usable = (this.#accounts ?? []).filter(({ status }) => status === "connected");
    return usable.length === 1 ? { ...EMPTY, accountIds: usable.map(({ id }) => id) } : EMPTY;
  }

  #begin(draft: Draft, post: Post | null): void {
    this.#draft = draft;
    this.#previewed = draft;
    this.#post = post;
    if (post === null) this.#etag = null;
    this.#tab = null;
    this.#comment = draft.firstComment !== "";
    this.#problem = null;
    this.#stale = false;
    this.#tried = false;
    this.#restored = null;
    this.#sending = null;
    this.#waited = false;
    this.#note = "";
    if (this.#comments?.postId !== post?.id) {
      this.#comments?.close();
      this.#comments = null;
    }
    this.#when = this.#whenOf(post);
    this.requestUpdate();
  }

  /** When a post is due, or its author wishes it; else what the page offers. */
  #whenOf(post: Post | null): When {
    const wished = post?.proposed_schedule ?? null;
    const at = post?.schedule?.at ?? (wished?.means === "time" ? wished.at : null);
    if (at !== null) return { kind: "time", local: wallClock(Date.parse(at), this.usedTimeZone) };
    if (wished?.means === "next_slot") return { kind: "next_slot" };
    return wished === null && this.at ? { kind: "time", local: this.at } : { kind: "now" };
  }

  // What is kept on the device

  get #owner(): Owner | null {
    const current = this.activeSession?.current;
    return current ? { workspaceId: current.workspace_id, userId: current.end_user.external_id } : null;
  }

  get #name(): string {
    return this.postId ?? nameOfTab();
  }

  async #restore(): Promise<void> {
    const owner = this.#owner;
    if (!owner) return;
    claimDraft(this.#name);
    const kept = readDraft(owner, this.#name);
    if (kept && JSON.stringify(kept.draft) !== JSON.stringify(this.#draft)) {
      this.#restored = this.#draft;
      this.#take(kept);
      return;
    }
    this.#abandoned = this.postId === null ? await abandonedDraft(owner, this.#name) : null;
  }

  #take({ draft, etag }: Kept): void {
    this.#draft = { ...EMPTY, ...draft };
    this.#previewed = this.#draft;
    this.#comment = draft.firstComment !== "";
    if (this.#post && etag !== null && etag !== this.#etag) this.#stale = true;
  }

  #takeAbandoned(): void {
    const owner = this.#owner;
    if (!this.#abandoned || !owner) return;
    this.#take(this.#abandoned.kept);
    forgetDraft(owner, this.#abandoned.name);
    this.#abandoned = null;
    this.#keepNow();
    this.requestUpdate();
  }

  #discardRestored(): void {
    if (this.#restored === null) return;
    this.#draft = this.#restored;
    this.#previewed = this.#draft;
    this.#restored = null;
    this.#stale = false;
    this.#forgetKept();
    this.requestUpdate();
  }

  readonly #keepNow = (): void => {
    if (this.#keepTimer === undefined) return;
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    const owner = this.#owner;
    if (!owner) return;
    const kept = { draft: this.#draft, at: Date.now(), etag: this.#etag };
    const keeps = keepDraft(owner, this.#name, kept);
    if (keeps !== this.#keeps) {
      this.#keeps = keeps;
      this.requestUpdate();
    }
  };

  #forgetKept(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    const owner = this.#owner;
    if (owner) forgetDraft(owner, this.#name);
  }

  readonly #online = (): void => {
    if (this.#problem === null) return;
    this.#problem = null;
    this.requestUpdate();
  };

  // Writing

  #change(change: Override | Partial<Draft>, network: string | null | undefined = undefined): void {
    this.#draft =
      network === undefined
        ? { ...this.#draft, ...(change as Partial<Draft>) }
        : changed(this.#draft, network, change as Override);
    this.#done = null;
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(this.#keepNow, KEEP_AFTER_MS);
    clearTimeout(this.#previewTimer);
    this.#previewTimer = setTimeout(() => {
      this.#previewed = this.#draft;
      this.requestUpdate();
    }, PREVIEW_AFTER_MS);
    this.requestUpdate();
  }

  /** Changes the media of a post, or of an item of its thread; of one network where one is named. */
  #changeMedia(network: string | null, part: number | null, change: (ids: readonly string[]) => readonly string[]): void {
    const { mediaIds, thread } = versionOf(this.#draft, network);
    const item = part === null ? undefined : thread[part];
    if (part === null) this.#change({ mediaIds: change(mediaIds) }, network);
    else if (item) this.#change({ thread: thread.with(part, { ...item, mediaIds: change(item.mediaIds) }) }, network);
  }

  async #addFiles(network: string | null, part: number | null, files: readonly File[]): Promise<void> {
    if (files.length === 0 || !this.can("media:write")) return;
    const desk = await this.#openDesk();
    if (desk) this.#changeMedia(network, part, ids => [...ids, ...desk.add(files)]);
  }

  async #openLibrary(network: string | null, part: number | null): Promise<void> {
    const desk = await this.#openDesk();
    const library = await this.#part(() => import("./library.ts"));
    if (!desk || !library) return;
    this.#library = new library.Library(this.#host, picked => {
      this.#library = null;
      for (const media of picked) desk.know(media);
      if (picked.length > 0) this.#changeMedia(network, part, ids => [...new Set([...ids, ...picked.map(({ id }) => id)])]);
      this.requestUpdate();
      this.#focus(`#library-${part === null ? "text" : `part-${part}`}`);
    });
    this.requestUpdate();
  }

  get #networks(): readonly string[] {
    const chosen = (this.#accounts ?? []).filter(({ id }) => this.#draft.accountIds.includes(id));
    return [...new Set(chosen.map(({ network }) => network))];
  }

  #toggle(account: Account): void {
    const { accountIds } = this.#draft;
    const has = accountIds.includes(account.id);
    this.#change({ accountIds: has ? accountIds.filter(id => id !== account.id) : [...accountIds, account.id] });
    if (this.#tab !== null && !this.#networks.includes(this.#tab)) this.#tab = null;
  }

  /** Whether the post would be put before somebody, as it is now: its workspace wants that, or the person may not publish. */
  get #submits(): boolean {
    if (!this.can("posts:write")) return false;
    if (!this.activeSession?.current?.approval_required && this.can("posts:publish")) return false;
    return !(this.#post && ["approved", "scheduled"].includes(this.#post.status)) || this.#unsaved;
  }

  /** Whether something stands here that the post does not say yet. */
  get #unsaved(): boolean {
    return this.#post === null || JSON.stringify(draftOf(this.#post)) !== JSON.stringify(this.#draft);
  }

  /** Whether it stands before somebody as it is: then it is theirs to decide. */
  get #waits(): boolean {
    return this.#post?.status === "pending_approval" && !this.#unsaved;
  }

  get #editable(): boolean {
    return this.can("posts:write") && (this.#post === null || OPEN.has(this.#post.status));
  }

  // Sending

  /** What keeps it from being scheduled that no network has to be asked for. */
  #faultOfTime(): string | null {
    if (this.#when.kind !== "time") return null;
    if (this.#when.local === "") return this.t("composer.when.missing");
    return this.#when.local <= wallClock(Date.now(), this.usedTimeZone) ? this.t("composer.when.past") : null;
  }

  /** What keeps it from being sent at all: media that are not there yet, or not any more. */
  #faultOfMedia(): string | null {
    const media = mediaIn(this.#draft);
    return this.#desk?.faultOf(media) ?? (media.some(isUpload) ? "composer.media.wait" : null);
  }

  async #send(intent: PostIntent): Promise<void> {
    if (this.#busy) return;
    this.#tried = intent !== "draft";
    this.#waited = this.#faultOfMedia() !== null;
    const schedules = intent !== "draft";
    const blocked =
      this.#waited ||
      (schedules &&
        (this.#draft.accountIds.length === 0 ||
          this.#faultOfTime() !== null ||
          this.#results().some(({ issues }) => issues.some(({ severity }) => severity === "error"))));
    this.requestUpdate();
    if (blocked) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[data-fault]")?.focus();
      return;
    }
    const body = this.value;
    if (!this.dispatchEvent(new PlacardPostSavingEvent(intent, body))) return;
    this.#busy = true;
    this.#problem = null;
    this.#done = null;
    this.requestUpdate();
    try {
      const schedule = schedules ? this.#scheduleBody() : null;
      const post = await (intent === "submit" && schedule ? this.#submit(body, schedule) : this.#store(body, schedule));
      this.#settled(intent, post);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  #scheduleBody(): components["schemas"]["When"] {
    if (this.#when.kind === "now") return { now: true };
    if (this.#when.kind === "next_slot") return { next_slot: true };
    return { local_time: this.#when.local, time_zone: this.usedTimeZone };
  }

  /** Saves a new post with its time in one request; an existing one is changed, then scheduled. */
  async #store(body: ReturnType<typeof bodyOf>, schedule: components["schemas"]["When"] | null): Promise<Post> {
    if (this.#post === null) {
      const { templateId } = this.#draft;
      const origin = templateId === null ? null : { kind: "template" as const, template_id: templateId };
      const whole = { ...body, ...(origin && { origin }), ...(schedule && { schedule }) };
      const text = JSON.stringify(whole);
      if (this.#sending?.body !== text) this.#sending = { body: text, key: crypto.randomUUID() };
      const made = await this.api.call("POST /v1/posts body keyed", whole, { idempotencyKey: this.#sending.key }).withResponse();
      this.#etag = made.etag;
      return made.data;
    }
    const { id } = this.#post;
    const saved = await this.api
      .call("PATCH /v1/posts/{post_id} body", id, body, { ...(this.#etag !== null && { ifMatch: this.#etag }) })
      .withResponse();
    this.#etag = saved.etag;
    this.#post = saved.data;
    if (schedule === null) return saved.data;
    const scheduled = await this.api.call("POST /v1/posts/{post_id}/schedule body keyed", id, schedule).withResponse();
    this.#etag = scheduled.etag;
    return scheduled.data;
  }

  /** Saves the post, then puts it before who approves it. A new one is a post from then on, whatever comes of the second. */
  async #submit(body: ReturnType<typeof bodyOf>, schedule: components["schemas"]["When"]): Promise<Post> {
    const saved = await this.#store(body, null);
    if (this.#post?.id !== saved.id) {
      this.#forgetKept();
      this.#post = saved;
      this.postId = saved.id;
    }
    const comment = this.#note.trim();
    const submitted = await this.api
      .call("POST /v1/posts/{post_id}/submit body keyed", saved.id, { ...(comment !== "" && { comment }), schedule })
      .withResponse();
    this.#etag = submitted.etag;
    return submitted.data;
  }

  #settled(intent: PostIntent, post: Post): void {
    this.#forgetKept();
    this.#sending = null;
    this.#restored = null;
    this.#stale = false;
    const at = post.schedule ? formatLocal(this.usedLocale, wallClock(Date.parse(post.schedule.at), this.usedTimeZone)) : "";
    const said =
      intent === "draft"
        ? this.t("composer.done.saved")
        : intent === "publish"
          ? this.t("composer.done.published")
          : intent === "submit"
            ? this.t("composer.done.submitted")
            : this.t("composer.done.scheduled", { time: at });
    this.announce(said);
    this.dispatchEvent(
      intent === "draft"
        ? new PlacardPostSavedEvent(post)
        : intent === "submit"
          ? new PlacardPostSubmittedEvent(post)
          : new PlacardPostScheduledEvent(post),
    );
    if (intent === "submit") this.#note = "";
    if (intent === "draft" || this.postId !== null) {
      this.#post = post;
      this.#draft = draftOf(post);
      this.postId = post.id;
    } else {
      this.#begin({ ...EMPTY, accountIds: this.#draft.accountIds }, null);
    }
    this.#done = said;
  }

  #refused(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.#problem = error;
    if (isPlacardError(error)) {
      if (error.status === 412) this.#stale = true;
      // The API has decided: what is changed and sent again is another request.
      if (error.status !== null && error.status < 500 && error.status !== 429) this.#sending = null;
    }
    const { key, values } = problemText(error);
    this.announce(this.t(key, values));
    this.report(error);
  }

  /** Somebody else changed the post: theirs is shown, or mine goes on from it. */
  async #settleStale(keep: "mine" | "theirs"): Promise<void> {
    const { postId } = this;
    if (postId === null) return;
    try {
      const { data, etag } = await this.api.call("GET /v1/posts/{post_id}", postId).withResponse();
      this.#etag = etag;
      this.#post = data;
      if (keep === "theirs") {
        this.#forgetKept();
        this.#begin(draftOf(data), data);
        this.#etag = etag;
      }
      this.#stale = false;
      this.#problem = null;
    } catch (error) {
      this.#refused(error);
    }
    this.requestUpdate();
  }

  async #chooseWhen(kind: When["kind"]): Promise<void> {
    if (kind === "time") this.#when = { kind, local: this.at ?? tomorrowAtNine(Date.now(), this.usedTimeZone) };
    else this.#when = { kind };
    this.requestUpdate();
    if (kind === "next_slot") await this.#findSlot();
  }

  /** The slot that is free now, to be shown; which one it will be is decided when the post is sent. */
  async #findSlot(): Promise<void> {
    this.#slot = undefined;
    const found = await Promise.all(
      this.#draft.accountIds.map(id =>
        this.api.call("GET /v1/accounts/{account_id}/slots/next query", id, { limit: 1 }).then(
          ({ data }) => data[0]?.at ?? null,
          () => null, // an account without slots
        ),
      ),
    );
    this.#slot = found.filter(at => at !== null).sort()[0] ?? null;
    this.requestUpdate();
  }

  // What it shows

  #checked: { readonly draft: Draft; readonly key: string; readonly results: readonly NetworkCheck[] } | null = null;

  /** What the networks say, worked out once for each draft. */
  #results(): readonly NetworkCheck[] {
    const networks = this.#networks;
    const key = `${networks.join()} ${this.#desk?.version}`;
    if (!this.#checks) return [];
    if (this.#checked?.draft !== this.#draft || this.#checked.key !== key)
      this.#checked = { draft: this.#draft, key, results: this.#checks.checkDraft(this.#draft, networks, this.#desk?.shown) };
    return this.#checked.results;
  }

  protected override renderSkeleton(): TemplateResult {
    return html`<div class="composer"><div class="editor">
      <div class="skeleton chip-line"></div><div class="skeleton area"></div><div class="skeleton chip-line"></div>
    </div></div>`;
  }

  protected override renderContent(): unknown {
    if (this.#error !== null && this.#accounts === null) return this.renderProblem(this.#error, () => void this.#read());
    if (this.#accounts === null) return this.renderWaiting();
    if (this.#error !== null) return this.renderProblem(this.#error, () => void this.#read());
    if (this.#accounts.length === 0)
      return html`<div class="state" part="empty"><h3>${this.t("composer.accounts.empty.title")}</h3>
        <p class="muted">${this.t("composer.accounts.empty.text")}</p></div>`;
    const media = mediaIn(this.#draft);
    if (!this.#desk && media.length > 0) void this.#openDesk();
    this.#desk?.need(media);
    if (!this.#editable) return this.#renderLocked();
    const results = this.#results();
    return html`<div class="composer">
      ${this.#renderSwitch()}
      <div class="editor pane" part="editor" ?hidden=${this.#pane !== "write"}>
        ${this.#renderNotices()} ${this.#renderApproval()} ${this.#renderPicker(this.#accounts)} ${this.#renderTabs(results)} ${this.#renderWriting(results)}
        ${this.#renderIssues(results)} ${this.#renderMore()} ${this.#renderWhen()} ${this.#renderFoot()} ${this.#renderAround()}
      </div>
      <div class="pane" ?hidden=${this.#pane !== "preview"}>
        ${guard(
          [
            this.#previewed,
            this.#accounts,
            this.#tab,
            this.#preview,
            this.#desk?.version,
            this.#unfolded.size,
            this.usedLocale,
            this.copy,
          ],
          () => this.#renderPreviews(),
        )}
      </div>
      <div class="menu completion" id="completion" popover="manual" role="listbox" aria-label=${this.t("composer.completion.list")}></div>
      ${this.#library?.render() ?? this.#templates?.render() ?? this.#history?.render() ?? nothing}
    </div>`;
  }

  #renderLocked(): TemplateResult {
    return html`<div class="composer">
      <div class="editor">
        <div class="notice">
          ${icons.lock}
          <p>${this.t(this.can("posts:write") ? "composer.locked" : "composer.readonly")}</p>
        </div>
        ${this.#done === null ? nothing : html`<div class="notice success">${icons.check}<p>${this.#done}</p></div>`}
        ${this.#renderApproval()} ${this.#renderAround()}
      </div>
      <div class="pane">${this.#renderPreviews()}</div>
      ${this.#history?.render() ?? nothing}
    </div>`;
  }

  #renderApproval(): unknown {
    const post = this.#post;
    if (!post?.approval) return nothing;
    if (!this.#approval) void this.#openApproval();
    return (
      this.#approval?.render({
        post,
        etag: this.#etag,
        timeZone: this.usedTimeZone,
        unsaved: this.#editable && this.#unsaved,
        onStale: () => {
          this.#stale = true;
          this.requestUpdate();
        },
        onDecided: (decision, decided, etag) => {
          this.#takePost(decided, etag);
          this.#tell(this.t(`composer.done.${decision}`));
          this.dispatchEvent(
            decision === "approved" ? new PlacardPostApprovedEvent(decided) : new PlacardPostRejectedEvent(decided),
          );
        },
      }) ?? html`<div class="skeleton chip-line"></div>`
    );
  }

  /** What there is around a post: who changed it, and what colleagues say of it. */
  #renderAround(): unknown {
    if (!this.#post) return nothing;
    return html`<div class="row wrap">
        <button type="button" class="button quiet small" aria-expanded=${this.#comments !== null} @click=${() => void this.#toggleComments()}>
          ${composerIcons.comment}${this.t("composer.comments")}
        </button>
        <button type="button" class="button quiet small" id="history" aria-haspopup="dialog" @click=${() => void this.#openHistory()}>
          ${composerIcons.clock}${this.t("composer.history")}
        </button>
      </div>
      ${this.#comments?.render() ?? nothing}`;
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

  #renderNotices(): unknown {
    const notice = (kind: string, icon: unknown, text: string, actions: unknown): TemplateResult =>
      html`<div class=${`notice ${kind}`}>${icon}<p class="grow">${text}</p>${actions}</div>`;
    const button = (key: string, act: () => void): TemplateResult =>
      html`<button type="button" class="button small" @click=${act}>${this.t(key)}</button>`;
    if (this.#stale)
      return notice(
        "warning",
        icons.alert,
        this.t("composer.stale"),
        html`${button("composer.stale.theirs", () => void this.#settleStale("theirs"))}
        ${button("composer.stale.mine", () => void this.#settleStale("mine"))}`,
      );
    if (this.#done !== null) return notice("success", icons.check, this.#done, nothing);
    if (this.#restored !== null)
      return notice(
        "",
        icons.info,
        this.t("composer.restored"),
        button("composer.restored.discard", () => this.#discardRestored()),
      );
    if (this.#abandoned !== null && isBlank(this.#draft)) {
      const time = this.formatDate(this.#abandoned.kept.at, { dateStyle: "medium", timeStyle: "short" });
      return notice(
        "",
        icons.info,
        this.t("composer.abandoned", { time }),
        button("composer.abandoned.take", () => this.#takeAbandoned()),
      );
    }
    return nothing;
  }

  #renderPicker(accounts: readonly Account[]): TemplateResult {
    const { accountIds } = this.#draft;
    const broken = accounts.filter(({ id, status }) => status !== "connected" && accountIds.includes(id));
    const missing = this.#tried && accountIds.length === 0;
    const all = accounts.filter(({ status }) => status === "connected").map(({ id }) => id);
    return html`<div role="group" aria-labelledby="accounts-label">
      <div class="row">
        <span class="label grow" id="accounts-label">${this.t("composer.accounts")}</span>
        ${
          all.length > 2 && all.some(id => !accountIds.includes(id))
            ? html`<button type="button" class="link small" @click=${() => this.#change({ accountIds: all })}>
                ${this.t("composer.accounts.all")}
              </button>`
            : nothing
        }
      </div>
      <div class="picker">
        ${repeat(
          accounts,
          ({ id }) => id,
          account =>
            html`<button
              type="button"
              class="account-chip"
              aria-pressed=${accountIds.includes(account.id)}
              title=${`${networkName(account)} · ${account.handle}`}
              @click=${() => this.#toggle(account)}
            >
              ${this.renderAvatar(account)}<span class="clip">${account.label || account.display_name || account.handle}</span
              ><span class="visually-hidden">, ${networkName(account)}</span>
            </button>`,
        )}
      </div>
      ${missing ? html`<p class="fault" tabindex="-1" data-fault>${this.t("composer.accounts.none")}</p>` : nothing}
      ${broken.map(
        account =>
          html`<p class="fault">${this.t("composer.accounts.broken", { name: account.display_name || account.handle })}</p>`,
      )}
    </div>`;
  }

  #renderTabs(results: readonly NetworkCheck[]): unknown {
    const networks = this.#networks;
    if (networks.length < 2 && !networks.some(network => isOwn(this.#draft, network))) return nothing;
    const tab = (network: string | null, label: string): TemplateResult => {
      const count = results.find(one => one.network === network)?.counts[0];
      return html`<button
        type="button"
        role="tab"
        class="tab"
        id=${`tab-${network ?? "all"}`}
        aria-selected=${this.#tab === network}
        aria-controls="writing"
        tabindex=${this.#tab === network ? 0 : -1}
        @click=${() => this.#openTab(network)}
      >
        ${network === null ? nothing : networkMark(network)}${label}
        ${network !== null && isOwn(this.#draft, network) ? html`<span class="own-dot" role="img" aria-label=${this.t("composer.own")}></span>` : nothing}
        ${count && !count.fits ? html`<span class="count danger-text">${this.formatNumber(count.remaining)}</span>` : nothing}
      </button>`;
    };
    return html`<div role="tablist" class="tabs" aria-label=${this.t("composer.tabs")} @keydown=${this.#moveTab}>
      ${tab(null, this.t("composer.tabs.all"))}
      ${networks.map(network => tab(network, results.find(one => one.network === network)?.label ?? network))}
    </div>`;
  }

  #openTab(network: string | null): void {
    this.#tab = network;
    this.#comment = this.#comment || versionOf(this.#draft, network).firstComment !== "";
    this.requestUpdate();
  }

  readonly #moveTab = (event: KeyboardEvent): void => {
    const tabs: readonly (string | null)[] = [null, ...this.#networks];
    const at = tabs.indexOf(this.#tab);
    const rtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
    const step =
      event.key === (rtl ? "ArrowLeft" : "ArrowRight")
        ? at + 1
        : event.key === (rtl ? "ArrowRight" : "ArrowLeft")
          ? at - 1
          : null;
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step;
    if (to === null) return;
    event.preventDefault();
    const network = tabs.at(to % tabs.length) ?? null;
    this.#openTab(network);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${network ?? "all"}`)?.focus());
  };

  #renderWriting(results: readonly NetworkCheck[]): TemplateResult {
    const network = this.#tab;
    const version = versionOf(this.#draft, network);
    const shown = network === null ? results : results.filter(one => one.network === network);
    const fields = this.#checks?.fieldsFor(network === null ? this.#networks : [network]) ?? {
      title: false,
      firstComment: false,
      thread: false,
    };
    const tooLong = shown.some(({ counts }) => counts[0] && !counts[0].fits);
    const tabbed = this.#networks.length > 1;
    return html`<div class="stack" id="writing" role=${tabbed ? "tabpanel" : nothing} aria-labelledby=${tabbed ? `tab-${network ?? "all"}` : nothing}>
      ${
        fields.title
          ? html`<div>
              <label class="label" for="title">${this.t("composer.title")}</label>
              <input
                class="input"
                id="title"
                maxlength="500"
                .value=${live(this.#draft.title)}
                @input=${(event: InputEvent) => this.#change({ title: (event.target as HTMLInputElement).value })}
              />
            </div>`
          : nothing
      }
      ${
        network !== null
          ? html`<p class="small muted">
              ${this.t("composer.own.hint", { network: shown[0]?.label ?? network })}
              ${
                isOwn(this.#draft, network)
                  ? html`<button
                      type="button"
                      class="link"
                      @click=${() => {
                        this.#draft = withoutOwn(this.#draft, network);
                        this.#change({});
                      }}
                    >
                      ${this.t("composer.own.reset")}
                    </button>`
                  : nothing
              }
            </p>`
          : nothing
      }
      <div>
        ${this.#renderArea({
          id: "text",
          label: this.t("composer.text"),
          value: version.text,
          counts: shown.map(check => ({ check, count: check.counts[0] })),
          onText: text => this.#change({ text }, network),
          media: { network, part: null, ids: version.mediaIds },
          tools: html`${
            fields.thread
              ? html`<button type="button" class="button quiet small" @click=${() => this.#addPart(network, version.thread)}>
                  ${icons.add}${this.t("composer.part.add")}
                </button>`
              : nothing
          }
          ${
            fields.firstComment && !this.#comment
              ? html`<button type="button" class="button quiet small" @click=${() => this.#openComment()}>
                  ${icons.add}${this.t("composer.comment.add")}
                </button>`
              : nothing
          }
          ${
            tooLong && fields.thread
              ? html`<button type="button" class="button quiet small" @click=${() => this.#split(network, version.text)}>${this.t("composer.split")}</button>`
              : nothing
          }`,
        })}
        ${version.thread.map((item, index) =>
          this.#renderArea({
            id: `part-${index}`,
            className: "part",
            label: this.t("composer.part", { number: index + 2 }),
            value: item.text,
            counts: shown.map(check => ({ check, count: check.counts[index + 1] })),
            onText: text => this.#change({ thread: version.thread.with(index, { ...item, text }) }, network),
            media: { network, part: index, ids: item.mediaIds },
            tools: this.#renderRemove(this.t("composer.part.remove", { number: index + 2 }), () =>
              this.#change({ thread: version.thread.toSpliced(index, 1) }, network),
            ),
          }),
        )}
        ${
          this.#comment && fields.firstComment
            ? this.#renderArea({
                id: "comment",
                className: "comment",
                label: this.t("composer.comment"),
                value: version.firstComment,
                counts: shown
                  .filter(({ firstComment }) => firstComment !== null)
                  .map(check => ({ check, count: check.firstComment })),
                onText: firstComment => this.#change({ firstComment }, network),
                tools: this.#renderRemove(this.t("composer.comment.remove"), () => {
                  this.#comment = false;
                  this.#change({ firstComment: "" }, network);
                }),
              })
            : nothing
        }
      </div>
      ${this.#renderOptions(network, results)}
    </div>`;
  }

  /** The options of the network whose tab is open, or of the only one there is. */
  #renderOptions(tab: string | null, results: readonly NetworkCheck[]): unknown {
    const check = tab === null ? (results.length === 1 ? results[0] : undefined) : results.find(one => one.network === tab);
    if (!check || !this.#options) return nothing;
    const { network, contentType } = check;
    return this.#options.renderOptions(this.#host, {
      network,
      contentType,
      options: versionOf(this.#draft, network).options,
      faults: new Map(
        check.issues
          .filter(
            ({ path, code, severity }) =>
              path.startsWith("options.") && severity === "error" && (this.#tried || code !== "option_required"),
          )
          .map(issue => [issue.path.slice("options.".length), this.#textOf(issue)]),
      ),
      onOptions: options => this.#change({ options }, network),
    });
  }

  #renderRemove(label: string, act: () => void): TemplateResult {
    return html`<button type="button" class="button quiet icon small" aria-label=${label} @click=${act}>${icons.close}</button>`;
  }

  #renderArea(area: {
    readonly id: string;
    readonly className?: string;
    readonly label: string;
    readonly value: string;
    readonly counts: readonly {
      readonly check: NetworkCheck;
      readonly count:
        | { readonly remaining: number; readonly used: number; readonly limit: number; readonly fits: boolean }
        | null
        | undefined;
    }[];
    readonly onText: (text: string) => void;
    /** What it may show; left out where it has none. */
    readonly media?: { readonly network: string | null; readonly part: number | null; readonly ids: readonly string[] };
    readonly tools: unknown;
  }): TemplateResult {
    const { id, className = "", label, value, counts, onText, media, tools } = area;
    const over = counts.some(({ count }) => count && !count.fits);
    const add = (files: FileList | undefined): void => {
      if (media) void this.#addFiles(media.network, media.part, [...(files ?? [])]);
    };
    const takes = (event: DragEvent): boolean => !!media && !!event.dataTransfer?.types.includes("Files");
    const dropping = (over: boolean): void => {
      const before = this.#dropping;
      this.#dropping = over ? id : null;
      if (before !== this.#dropping) this.requestUpdate();
    };
    return html`<div
      class=${`write ${className} ${this.#dropping === id ? "dropping" : ""}`}
      @dragover=${(event: DragEvent) => {
        if (!takes(event)) return;
        event.preventDefault();
        dropping(true);
      }}
      @dragleave=${(event: DragEvent) => {
        const { currentTarget, relatedTarget } = event;
        if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          dropping(false);
      }}
      @drop=${(event: DragEvent) => {
        if (!takes(event)) return;
        event.preventDefault();
        dropping(false);
        add(event.dataTransfer?.files);
      }}
    >
      <label class="visually-hidden" for=${id}>${label}</label>
      <textarea
        id=${id}
        dir="auto"
        placeholder=${id === "text" ? this.t("composer.text.placeholder") : label}
        aria-invalid=${over}
        aria-describedby=${`${id}-counts`}
        .value=${live(value)}
        @input=${({ target }: InputEvent) => {
          const area = target as HTMLTextAreaElement;
          onText(area.value);
          void this.#complete(area);
        }}
        @keydown=${(event: KeyboardEvent) => this.#completion?.onKey(event)}
        @click=${({ target }: MouseEvent) => this.#completion?.look(target as HTMLTextAreaElement)}
        @blur=${() => this.#completion?.close()}
        @paste=${(event: ClipboardEvent) => {
          const { files } = event.clipboardData ?? {};
          if (!media || !files?.length) return;
          event.preventDefault();
          add(files);
        }}
      ></textarea>
      ${
        media && media.ids.length > 0
          ? (this.#desk?.render({
              name: id,
              ids: media.ids,
              networks: counts.map(({ check }) => check.network),
              onIds: (ids: readonly string[]) => this.#changeMedia(media.network, media.part, () => ids),
            } satisfies Strip) ?? html`<div class="skeleton chip-line"></div>`)
          : nothing
      }
      <div class="write-foot">
        <div class="counts" id=${`${id}-counts`}>
          ${counts.map(({ check, count }) => {
            if (!count) return nothing;
            const state = this.t(count.fits ? "composer.count.left" : "composer.count.over", {
              count: Math.abs(count.remaining),
            });
            return html`<span class=${count.fits ? "" : "over"} title=${this.t("composer.count", { used: count.used, limit: count.limit })}
              >${networkMark(check.network)}<span aria-hidden="true">${this.formatNumber(count.remaining)}</span
              ><span class="visually-hidden">${this.t("composer.count.network", { network: check.label, state })}</span></span
            >`;
          })}
        </div>
        <div class="row">${media ? this.#renderMediaTools(id, media.network, media.part, add) : nothing}${tools}</div>
      </div>
    </div>`;
  }

  #renderMediaTools(
    id: string,
    network: string | null,
    part: number | null,
    add: (files: FileList | undefined) => void,
  ): TemplateResult {
    const tool = (name: string, icon: unknown, label: string, act: (event: Event) => void): TemplateResult =>
      html`<button type="button" class="button quiet icon small" id=${name} aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
    return html`${
      this.can("media:write")
        ? html`${tool(`add-${id}`, composerIcons.image, this.t("composer.media.add"), () =>
            this.renderRoot.querySelector<HTMLInputElement>(`#file-${id}`)?.click(),
          )}<input
              id=${`file-${id}`}
              type="file"
              multiple
              hidden
              accept=${TAKEN}
              @change=${({ target }: Event) => {
                if (!(target instanceof HTMLInputElement)) return;
                add(target.files ?? undefined);
                target.value = ""; // the same file can be picked again
              }}
            />`
        : nothing
    }${
      this.can("media:read")
        ? tool(
            `library-${id}`,
            composerIcons.library,
            this.t("composer.library.open"),
            () => void this.#openLibrary(network, part),
          )
        : nothing
    }${
      part === null && network === null && this.can("templates:read")
        ? tool(`template-${id}`, composerIcons.template, this.t("composer.templates.open"), () => void this.#openTemplates())
        : nothing
    }`;
  }

  #addPart(network: string | null, thread: readonly Part[]): void {
    this.#change({ thread: [...thread, { text: "", mediaIds: [] }] }, network);
    this.#focus(`#part-${thread.length}`);
  }

  #openComment(): void {
    this.#comment = true;
    this.requestUpdate();
    this.#focus("#comment");
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #split(network: string | null, text: string): void {
    const [first = "", ...rest] = this.#checks?.asThread(text, network === null ? this.#networks : [network]) ?? [];
    const parts = rest.map(part => ({ text: part, mediaIds: [] }));
    if (parts.length > 0) this.#change({ text: first, thread: [...parts, ...versionOf(this.#draft, network).thread] }, network);
  }

  #textOf(issue: NetworkCheck["issues"][number]): string {
    return this.#checks?.issueText(issue, (key, values) => this.t(key, values)) ?? `${issue.message} ${issue.fix}`;
  }

  #renderIssues(results: readonly NetworkCheck[]): unknown {
    // An empty post is no fault of anybody's until somebody wants to send it.
    if (!this.#tried && !this.#waited && isBlank(this.#draft)) return nothing;
    const issues = results.flatMap(({ issues: own, network }) => own.map(issue => ({ ...issue, network })));
    const list = (severity: "error" | "warning", titleKey: string): unknown => {
      // What several networks say, or one of several media, is said once.
      const said = new Map<string, Set<string>>();
      for (const issue of issues) {
        if (issue.severity !== severity || (!this.#tried && issue.code === "text_required")) continue;
        const text = this.#textOf(issue);
        said.set(text, (said.get(text) ?? new Set()).add(issue.network));
      }
      if (said.size === 0) return nothing;
      return html`<div>
        <p class=${`label ${severity === "error" ? "danger-text" : "warning-text"}`} tabindex="-1" ?data-fault=${severity === "error"}>
          ${this.t(titleKey)}
        </p>
        <ul class="issues small">
          ${[...said].map(
            ([text, networks]) =>
              html`<li>
                <span class="mark">${[...networks].map(network => networkMark(network))}</span>
                <span><span class="visually-hidden">${[...networks].map(nameOf).join(", ")}: </span>${text}</span>
              </li>`,
          )}
        </ul>
      </div>`;
    };
    const waits = this.#waited ? this.#faultOfMedia() : null;
    return html`${waits === null ? nothing : html`<p class="fault" tabindex="-1" data-fault>${this.t(waits)}</p>`}
    ${list("error", "composer.issues")} ${list("warning", "composer.warnings")}`;
  }

  #renderMore(): TemplateResult {
    const { campaignId, tags } = this.#draft;
    return html`<details ?open=${campaignId !== null || tags.length > 0}>
      <summary>${this.t("composer.more")}</summary>
      <div class="stack">
        ${
          this.#campaigns.length > 0
            ? html`<div>
                <label class="label" for="campaign">${this.t("composer.campaign")}</label>
                <select
                  class="input"
                  id="campaign"
                  @change=${(event: Event) => this.#change({ campaignId: (event.target as HTMLSelectElement).value || null })}
                >
                  <option value="" ?selected=${campaignId === null}>${this.t("common.none")}</option>
                  ${this.#campaigns.map(({ id, name }) => html`<option value=${id} ?selected=${id === campaignId}>${name}</option>`)}
                </select>
              </div>`
            : nothing
        }
        <div>
          <label class="label" for="tags">${this.t("composer.tags")}</label>
          <input
            class="input"
            id="tags"
            autocomplete="off"
            aria-describedby="tags-hint"
            .value=${tags.join(", ")}
            @change=${(event: Event) => this.#change({ tags: tagsOf((event.target as HTMLInputElement).value) })}
          />
          <p class="hint" id="tags-hint">${this.t("composer.tags.hint")}</p>
        </div>
      </div>
    </details>`;
  }

  #renderWhen(): unknown {
    const submits = this.#submits;
    if (this.#waits || (!this.can("posts:publish") && !submits)) return nothing;
    const kinds: readonly When["kind"][] = this.can("slots:read") ? ["now", "next_slot", "time"] : ["now", "time"];
    const keys = {
      now: submits ? "composer.submit.now" : "composer.when.now",
      next_slot: "composer.when.slot",
      time: "composer.when.time",
    } as const;
    return html`<div role="group" aria-labelledby="when-label">
      <span class="label" id="when-label">${this.t("composer.when")}</span>
      <div class="switch">
        ${kinds.map(
          kind =>
            html`<button type="button" class="button" aria-pressed=${this.#when.kind === kind} @click=${() => void this.#chooseWhen(kind)}>
              ${this.t(keys[kind])}
            </button>`,
        )}
      </div>
      ${this.#renderWhenFields()}
      ${
        submits
          ? html`<div class="when-fields">
              <div>
                <label class="label" for="note">${this.t("composer.submit.comment")}</label>
                <input
                  class="input"
                  id="note"
                  maxlength="2000"
                  dir="auto"
                  autocomplete="off"
                  .value=${live(this.#note)}
                  @input=${(event: InputEvent) => {
                    this.#note = (event.target as HTMLInputElement).value;
                  }}
                />
              </div>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderWhenFields(): unknown {
    const zone = zoneName(this.usedLocale, this.usedTimeZone, Date.now());
    if (this.#when.kind === "next_slot") {
      if (this.#slot === undefined) return html`<p class="hint">${this.t("common.loading")}</p>`;
      if (this.#slot === null) return html`<p class="hint warning-text">${this.t("composer.when.noSlots")}</p>`;
      const time = formatLocal(this.usedLocale, wallClock(Date.parse(this.#slot), this.usedTimeZone));
      return html`<p class="hint">${this.t("composer.when.slotAt", { time })} · ${this.t("composer.when.zone", { zone })}</p>`;
    }
    if (this.#when.kind !== "time") return nothing;
    const fault = this.#tried ? this.#faultOfTime() : null;
    return html`<div class="when-fields">
      <div>
        <label class="label" for="at">${this.t("composer.when.at")}</label>
        <input
          class="input"
          id="at"
          type="datetime-local"
          required
          min=${wallClock(Date.now(), this.usedTimeZone)}
          aria-invalid=${fault !== null}
          aria-describedby="at-hint"
          ?data-fault=${fault !== null}
          .value=${live(this.#when.local)}
          @change=${(event: Event) => {
            this.#when = { kind: "time", local: (event.target as HTMLInputElement).value.slice(0, 16) };
            this.requestUpdate();
          }}
        />
        <p class=${fault === null ? "hint" : "fault"} id="at-hint">${fault ?? this.t("composer.when.zone", { zone })}</p>
      </div>
    </div>`;
  }

  #renderFoot(): TemplateResult {
    const submits = this.#submits;
    const acts = (submits || this.can("posts:publish")) && !this.#waits;
    const intent: PostIntent = submits ? "submit" : this.#when.kind === "now" ? "publish" : "schedule";
    const problem = this.#problem;
    const said = problem === null || this.#stale ? null : problemText(problem);
    return html`${
      said
        ? html`<div class="notice danger" role="alert">
            ${icons.alert}
            <div class="grow">
              <p>${this.t(said.key, said.values)}</p>
              <p class="small muted">${this.t("composer.failed")}</p>
              ${said.reference ? html`<p class="small muted">${this.t("error.reference", { id: said.reference })}</p>` : nothing}
            </div>
          </div>`
        : nothing
    }
      <div class="foot">
        <p class="small muted">
          ${this.#busy ? this.t("composer.busy") : this.#keeps ? (isBlank(this.#draft) ? "" : this.t("composer.kept")) : this.t("composer.kept.not")}
        </p>
        <div class="actions">
          ${
            this.#post === null || this.#post.status === "draft" || (submits && this.#unsaved)
              ? html`<button type="button" class="button" aria-disabled=${this.#busy} @click=${() => void this.#send("draft")}>
                  ${this.t("composer.save")}
                </button>`
              : nothing
          }
          ${
            acts
              ? html`<button type="button" class="button primary" aria-disabled=${this.#busy} @click=${() => void this.#send(intent)}>
                  ${this.t(`composer.${intent}`)}
                </button>`
              : nothing
          }
        </div>
      </div>`;
  }

  #renderPreviews(): unknown {
    const chosen = (this.#accounts ?? []).filter(({ id }) => this.#previewed.accountIds.includes(id));
    const preview = this.#preview;
    if (chosen.length === 0) return html`<p class="muted small">${this.t("composer.preview.empty")}</p>`;
    if (!preview || !this.#checks) return html`<div class="skeleton area"></div>`;
    const { isNetwork } = this.#checks;
    const seen = new Set<string>();
    // One picture for each network: a second account of the same shows the same post.
    const first = chosen.filter(({ network }) => !seen.has(network) && seen.add(network));
    const shown = this.#tab === null ? first : first.filter(({ network }) => network === this.#tab);
    return repeat(
      shown,
      ({ network }) => network,
      account => {
        const { network } = account;
        if (!isNetwork(network)) return nothing;
        const label = networkName(account);
        const { text, mediaIds, thread, firstComment } = versionOf(this.#previewed, network);
        const shown = (ids: readonly string[]) => ids.flatMap(id => this.#desk?.shown(id) ?? []);
        return html`<div>
          <p class="preview-name">${networkMark(network)}${label}</p>
          ${preview.renderPreview({
            network,
            label,
            profile: account,
            text,
            media: shown(mediaIds),
            thread: thread.map(part => ({ text: part.text, media: shown(part.mediaIds) })),
            firstComment,
            title: this.#previewed.title,
            t: (key, values) => this.t(key, values),
            renderAvatar: profile => this.renderAvatar(profile),
            unfolded: this.#unfolded.has(network),
            onUnfold: () => {
              this.#unfolded.add(network);
              this.requestUpdate();
            },
          })}
        </div>`;
      },
    );
  }
}

const tagsOf = (text: string): string[] => [...new Set(text.split(/[,،、]/).map(tag => tag.trim()))].filter(Boolean).slice(0, 20);

/** Networks write themselves; only `x` and the like differ from their names here. */
const LABELS: Readonly<Record<string, string>> = {
  x: "X",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  youtube: "YouTube",
  email: "E-mail",
};
const nameOf = (network: string): string => LABELS[network] ?? network.charAt(0).toUpperCase() + network.slice(1);
const networkName = ({ network }: Account): string => nameOf(network);
