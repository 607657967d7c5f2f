import type { Post } from "@placard/sdk/core";
import { nothing, type ReactiveController, type ReactiveControllerHost } from "lit";
import type { Approval } from "./approval.ts";
import type { Comments } from "./comments.ts";
import type { Completion } from "./completion.ts";
import { isUpload, mediaIn } from "./draft.ts";
import type { History } from "./history.ts";
import type { Host } from "./host.ts";
import type { Library } from "./library.ts";
import type { MediaDesk } from "./media.ts";
import type { Sending } from "./sending.ts";
import type { Templates } from "./templates.ts";
import type { Place, Writing } from "./writing.ts";

/** A sign before the caret that something can be offered for. */
const OFFERS = /(?:^|[\s(])[#@:][^\s#@]*$/;

/** What is loaded when it is needed: the media of a draft, the dialogs, what is offered while one writes, and what colleagues say. */
export class Panels implements ReactiveController {
  readonly #host: Host;
  readonly #writing: Writing;
  readonly #sending: Sending;
  readonly #onTaken: (post: Post, etag: string | null) => void;
  #desk: MediaDesk | null = null;
  #deskComing: Promise<MediaDesk | null> | null = null;
  /** Of the dialogs one is open at most. */
  #dialog: Library | Templates | History | null = null;
  #completion: Completion | null = null;
  #completionComing = false;
  #comments: Comments | null = null;
  #approval: Approval | null = null;
  #approvalComing = false;

  /** @param onTaken called when the composer is to go on from another version of its post */
  constructor(
    element: ReactiveControllerHost,
    host: Host,
    writing: Writing,
    sending: Sending,
    onTaken: (post: Post, etag: string | null) => void,
  ) {
    this.#host = host;
    this.#writing = writing;
    this.#sending = sending;
    this.#onTaken = onTaken;
    element.addController(this);
  }

  hostDisconnected(): void {
    // Uploads go on: it may only be moved to another place of the page.
    this.#desk?.flush();
    this.close();
  }

  /** Closes what is open. The media stay. */
  close(): void {
    this.#completion = null;
    this.closeComments();
    this.#dialog = null;
    this.#approval = null;
    this.#approvalComing = false;
  }

  /** Ends what is under way with the media too. */
  end(): void {
    this.#desk?.close();
    this.#desk = null;
    this.#deskComing = null;
    this.close();
  }

  /** A part that could not be loaded is asked for again the next time. */
  async #load<T>(come: () => Promise<T>): Promise<T | null> {
    try {
      return await come();
    } catch (error) {
      this.#host.refused(error);
      this.#host.update();
      return null;
    }
  }

  // Media

  /** What is known of the draft's media; null while that is not loaded. */
  get desk(): MediaDesk | null {
    return this.#desk;
  }

  /** Has the draft's media looked at. */
  needMedia(): void {
    const media = mediaIn(this.#writing.draft);
    if (!this.#desk && media.length > 0) void this.#openDesk();
    this.#desk?.need(media);
  }

  /** What keeps it from being sent at all, as a key of the copy: media that are not there yet, or not any more. */
  get faultOfMedia(): string | null {
    const media = mediaIn(this.#writing.draft);
    return this.#desk?.faultOf(media) ?? (media.some(isUpload) ? "composer.media.wait" : null);
  }

  async #openDesk(): Promise<MediaDesk | null> {
    this.#deskComing ??= this.#load(async () => {
      const { MediaDesk } = await import("./media.ts");
      this.#desk = new MediaDesk(this.#host);
      this.#host.update();
      return this.#desk;
    });
    const desk = await this.#deskComing;
    if (desk === null) this.#deskComing = null;
    return desk;
  }

  async addFiles(place: Place, files: readonly File[]): Promise<void> {
    if (files.length === 0 || !this.#host.can("media:write")) return;
    const desk = await this.#openDesk();
    if (desk) this.#writing.changeMedia(place, ids => [...ids, ...desk.add(files)]);
  }

  // Dialogs

  renderDialog(): unknown {
    return this.#dialog?.render() ?? nothing;
  }

  #show(dialog: Library | Templates | History | null): void {
    this.#dialog = dialog;
    this.#host.update();
  }

  async openLibrary(place: Place): Promise<void> {
    const desk = await this.#openDesk();
    const part = await this.#load(() => import("./library.ts"));
    if (!desk || !part) return;
    this.#show(
      new part.Library(this.#host, picked => {
        for (const media of picked) desk.know(media);
        if (picked.length > 0) this.#writing.changeMedia(place, ids => [...new Set([...ids, ...picked.map(({ id }) => id)])]);
        this.#show(null);
        this.#host.focus(`#library-${place.part === null ? "text" : `part-${place.part}`}`);
      }),
    );
  }

  async openTemplates(): Promise<void> {
    const part = await this.#load(() => import("./templates.ts"));
    if (!part) return;
    this.#show(
      new part.Templates(this.#host, said => {
        if (said !== null) this.#host.tell(said);
        this.#show(null);
        this.#host.focus("#text");
      }),
    );
  }

  async openHistory(): Promise<void> {
    const part = await this.#load(() => import("./history.ts"));
    const { post, etag, editable, becameStale } = this.#sending;
    if (!part || !post) return;
    this.#show(
      new part.History(this.#host, {
        post,
        etag,
        restores: editable,
        onRestored: (restored, newEtag, number) => {
          this.#show(null);
          this.#onTaken(restored, newEtag);
          this.#host.tell(this.#host.t("composer.history.done", { number }));
          this.#host.focus("#history");
        },
        onStale: becameStale,
        onClosed: () => this.#show(null),
      }),
    );
  }

  // What is offered while one writes

  /** Looks whether something can be offered for what stands before the caret. */
  async complete(area: HTMLTextAreaElement): Promise<void> {
    this.#completion?.look(area);
    if (this.#completion) return;
    const { selectionStart: caret, value } = area;
    if (this.#completionComing || !OFFERS.test(value.slice(Math.max(0, caret - 60), caret))) return;
    this.#completionComing = true;
    const part = await this.#load(() => import("./completion.ts"));
    this.#completionComing = false;
    const list = this.#host.root.querySelector<HTMLElement>("#completion");
    if (!part || !list) return;
    this.#completion = new part.Completion(this.#host, list, () => this.#writing.accounts ?? []);
    this.#completion.look(area);
  }

  /** What is offered now; null before anything was. */
  get completion(): Completion | null {
    return this.#completion;
  }

  // What colleagues say

  get comments(): Comments | null {
    return this.#comments;
  }

  async toggleComments(): Promise<void> {
    const part = this.#comments ? null : await this.#load(() => import("./comments.ts"));
    const { post } = this.#sending;
    this.closeComments();
    if (part && post) this.#comments = new part.Comments(this.#host, post.id);
    this.#host.update();
  }

  closeComments(): void {
    this.#comments?.close();
    this.#comments = null;
  }

  /** Where a post stands with who may publish it; null while that is being loaded. */
  get approval(): Approval | null {
    if (!this.#approval) void this.#openApproval();
    return this.#approval;
  }

  async #openApproval(): Promise<void> {
    if (this.#approvalComing) return;
    this.#approvalComing = true;
    const part = await this.#load(() => import("./approval.ts"));
    this.#approvalComing = part !== null;
    if (part) this.#approval = new part.Approval(this.#host);
    this.#host.update();
  }
}
