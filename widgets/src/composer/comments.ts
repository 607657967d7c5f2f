import type { PostComment, PostCommentedEvent } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import panelTexts from "../copy/en/composer-panels.ts";
import { Attempt } from "../element/attempt.ts";
import { icons } from "../element/icons.ts";
import type { Host } from "./host.ts";
import { panelStyles } from "./panel-styles.ts";
import { authorName, isMe, wordsOf } from "./words.ts";

/** What colleagues note on a post, as they write it. */
export class Comments {
  readonly #host: Host;
  readonly #postId: string;
  readonly #attempt: Attempt;
  readonly #unlisten: () => void;
  #comments: readonly PostComment[] | null = null;
  #text = "";
  /** The same for every try of the same words. */
  #key = crypto.randomUUID();
  #editing: { readonly id: string; readonly text: string } | null = null;
  #deleting: string | null = null;

  constructor(host: Host, postId: string) {
    this.#host = host;
    this.#postId = postId;
    this.#attempt = new Attempt(host);
    host.adopt([panelStyles], panelTexts);
    this.#unlisten = host.session.live.listen(message => {
      if (message.type === "reset") void this.#read();
      if (message.type !== "post.commented") return;
      const { comment } = message.data as PostCommentedEvent["data"];
      if (comment.post_id !== postId || !this.#comments || this.#comments.some(({ id }) => id === comment.id)) return;
      this.#put(comment);
      if (!isMe(host, comment.author))
        host.announce(host.t("composer.comments.new", { name: authorName(host, comment.author), text: comment.text }));
    });
    void this.#read();
  }

  get postId(): string {
    return this.#postId;
  }

  /** Ends its listening. */
  close(): void {
    this.#unlisten();
  }

  async #read(): Promise<void> {
    await this.#attempt.run(async () => {
      this.#comments = await this.#host.session.api
        .call("GET /v1/posts/{post_id}/comments query page", this.#postId, { limit: 100 })
        .toArray();
    });
  }

  #put(comment: PostComment): void {
    const others = this.#comments ?? [];
    const at = others.findIndex(({ id }) => id === comment.id);
    this.#comments = at < 0 ? [...others, comment] : others.with(at, comment);
    this.#host.update();
  }

  async #write(): Promise<void> {
    const text = this.#text.trim();
    if (text === "" || this.#attempt.busy) return;
    await this.#attempt.run(async () => {
      const path = "POST /v1/posts/{post_id}/comments body keyed";
      const comment = await this.#host.session.api.call(path, this.#postId, { text }, { idempotencyKey: this.#key });
      this.#text = "";
      this.#key = crypto.randomUUID();
      this.#put(comment);
    });
  }

  async #change(id: string, change: { readonly text?: string; readonly resolved?: boolean }): Promise<void> {
    if (this.#attempt.busy) return;
    await this.#attempt.run(async () => {
      const path = "PATCH /v1/posts/{post_id}/comments/{comment_id} body";
      this.#put(await this.#host.session.api.call(path, this.#postId, id, change));
      this.#editing = null;
    });
  }

  async #delete(id: string): Promise<void> {
    if (this.#attempt.busy) return;
    await this.#attempt.run(async () => {
      await this.#host.session.api.call("DELETE /v1/posts/{post_id}/comments/{comment_id}", this.#postId, id);
      this.#comments = this.#comments?.filter(comment => comment.id !== id) ?? null;
      this.#deleting = null;
      this.#host.announce(this.#host.t("composer.comments.deleted"));
      this.#host.root.querySelector<HTMLElement>("#comment-new")?.focus();
    });
  }

  render(): TemplateResult {
    const { t } = this.#host;
    const comments = this.#comments;
    return html`<section class="comments" aria-labelledby="comments-title">
      <h3 id="comments-title">${t("composer.comments")}</h3>
      ${
        comments === null
          ? this.#attempt.error === null
            ? html`<div class="skeleton chip-line" aria-hidden="true"></div>`
            : nothing
          : comments.length === 0
            ? html`<p class="muted small">${t("composer.comments.empty")}</p>`
            : repeat(
                comments,
                ({ id }) => id,
                comment => this.#renderComment(comment),
              )
      }
      ${
        this.#attempt.error === null
          ? nothing
          : html`<div class="notice danger small" role="alert">
              ${icons.alert}
              <p class="grow">${wordsOf(this.#host, this.#attempt.error)}</p>
              ${
                comments === null
                  ? html`<button type="button" class="button small" @click=${() => void this.#read()}>${t("common.retry")}</button>`
                  : nothing
              }
            </div>`
      }
      ${this.#host.can("posts:write") ? this.#renderNew() : nothing}
    </section>`;
  }

  #renderNew(): TemplateResult {
    const { t } = this.#host;
    return html`<form
      class="stack"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#write();
      }}
    >
      <label class="visually-hidden" for="comment-new">${t("composer.comments.write")}</label>
      <textarea
        class="input"
        id="comment-new"
        rows="2"
        maxlength="5000"
        dir="auto"
        placeholder=${t("composer.comments.write")}
        .value=${live(this.#text)}
        @input=${(event: InputEvent) => {
          this.#text = (event.target as HTMLTextAreaElement).value;
          this.#host.update();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#write();
        }}
      ></textarea>
      <div><button type="submit" class="button small" aria-disabled=${this.#attempt.busy || this.#text.trim() === ""}>${t("composer.comments.send")}</button></div>
    </form>`;
  }

  #renderComment(comment: PostComment): TemplateResult {
    const { t } = this.#host;
    const { id, author, text, resolved, created_at, edited_at } = comment;
    const mine = isMe(this.#host, author);
    const name = authorName(this.#host, author);
    const link = (key: string, act: () => void): TemplateResult =>
      html`<button type="button" class="link small" aria-label=${t("composer.comments.act", { action: t(key), name })} @click=${act}>${t(key)}</button>`;
    const editing = this.#editing?.id === id ? this.#editing : null;
    return html`<article class=${`comment-entry ${resolved ? "resolved" : ""}`}>
      <p class="small">
        <span class="strong">${name}</span>
        <span class="muted">
          ${this.#host.formatDate(created_at, { dateStyle: "medium", timeStyle: "short" })}
          ${edited_at === null ? nothing : html`· ${t("composer.comments.edited")}`}
          ${resolved ? html`· ${t("composer.comments.resolved")}` : nothing}
        </span>
      </p>
      ${
        editing
          ? html`<label class="visually-hidden" for=${`edit-${id}`}>${t("composer.comments.edit")}</label>
              <textarea
                class="input"
                id=${`edit-${id}`}
                maxlength="5000"
                dir="auto"
                .value=${live(editing.text)}
                @input=${(event: InputEvent) => {
                  this.#editing = { id, text: (event.target as HTMLTextAreaElement).value };
                  this.#host.update();
                }}
              ></textarea>`
          : html`<p class="said" dir="auto">${text}</p>`
      }
      ${
        this.#host.can("posts:write")
          ? html`<div class="comment-actions">
              ${
                editing
                  ? html`${link("common.save", () => editing.text.trim() !== "" && void this.#change(id, { text: editing.text.trim() }))}
                    ${link("common.cancel", () => {
                      this.#editing = null;
                      this.#host.update();
                    })}`
                  : this.#deleting === id
                    ? html`${link("composer.comments.delete.sure", () => void this.#delete(id))}
                      ${link("common.cancel", () => {
                        this.#deleting = null;
                        this.#host.update();
                      })}`
                    : html`${link(resolved ? "composer.comments.reopen" : "composer.comments.resolve", () => void this.#change(id, { resolved: !resolved }))}
                      ${
                        mine
                          ? html`${link("composer.comments.edit", () => {
                              this.#editing = { id, text };
                              this.#host.update();
                            })}
                            ${link("common.delete", () => {
                              this.#deleting = id;
                              this.#host.update();
                            })}`
                          : nothing
                      }`
              }
            </div>`
          : nothing
      }
    </article>`;
  }
}
