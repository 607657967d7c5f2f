// Generated from openapi/openapi.json by `pnpm openapi`. Do not edit.

import type { Call } from "../call.ts";
import type { List } from "../list.ts";
import type { EventStream } from "../stream.ts";
import type { CallOptions, StreamOptions } from "../options.ts";
import type { Event, Post, PostInput, PostList, PostPublishedEvent, operations as Ids } from "./types.ts";

/** Every operation as a line: method, path, and what it takes and gives (see `Line`). */
export const table = {
  auth: {
    login: "POST /v1/auth/login body",
  },
  events: {
    stream: "GET /v1/events/stream query stream",
  },
  posts: {
    create: "POST /v1/posts body keyed",
    delete: "DELETE /v1/posts/{post_id}",
    get: "GET /v1/posts/{post_id}",
    list: "GET /v1/posts query page",
    publish: "POST /v1/posts/{post_id}/publish keyed",
    versions: {
      list: "GET /v1/posts/{post_id}/versions query page",
    },
  },
} as const;

/** The method of every operation. */
export interface Operations {
  readonly auth: {
    /**
     * Log in
     *
     * Log in.
     */
    readonly login: (body: AuthLoginBody, options?: CallOptions) => Call<AuthLoginAnswer>;
  };
  readonly events: {
    /**
     * Stream
     *
     * Streams.
     *
     * Scopes: `events:read` (Read and stream events.)
     */
    readonly stream: (query?: EventsStreamQuery, options?: StreamOptions) => EventStream<Event>;
  };
  readonly posts: {
    /**
     * Write a post
     *
     * Writes a post.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly create: (body: PostInput, options?: CallOptions) => Call<Post>;
    /**
     * Delete a post
     *
     * Deletes a post.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly delete: (postId: string, options?: CallOptions) => Call<void>;
    /**
     * Read a post
     *
     * Reads a post.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly get: (postId: string, options?: CallOptions) => Call<Post>;
    /**
     * List posts
     *
     * Lists posts.
     *
     * Scopes: `posts:read` (Read posts, targets and the calendar.)
     */
    readonly list: (query?: PostsListQuery, options?: CallOptions) => List<PostList>;
    /**
     * Publish
     *
     * Publishes.
     *
     * Scopes: `posts:write` (Create, change and delete drafts.)
     */
    readonly publish: (postId: string, options?: CallOptions) => Call<Post>;
    readonly versions: {
      /**
       * Versions
       *
       * Versions of a post.
       *
       * Scopes: `posts:read` (Read posts, targets and the calendar.)
       */
      readonly list: (postId: string, query?: PostsVersionsListQuery, options?: CallOptions) => List<PostList>;
    };
  };
}

/** The method of every line. */
export interface Lines {
  "POST /v1/auth/login body": Operations["auth"]["login"];
  "GET /v1/events/stream query stream": Operations["events"]["stream"];
  "POST /v1/posts body keyed": Operations["posts"]["create"];
  "DELETE /v1/posts/{post_id}": Operations["posts"]["delete"];
  "GET /v1/posts/{post_id}": Operations["posts"]["get"];
  "GET /v1/posts query page": Operations["posts"]["list"];
  "POST /v1/posts/{post_id}/publish keyed": Operations["posts"]["publish"];
  "GET /v1/posts/{post_id}/versions query page": Operations["posts"]["versions"]["list"];
}

/** The body of every type of event, as webhooks carry it. */
export interface WebhookEvents {
  "post.published": PostPublishedEvent;
}

export type AuthLoginBody = NonNullable<Ids["auth.login"]["requestBody"]>["content"]["application/json"];
export type AuthLoginAnswer = Ids["auth.login"]["responses"][200]["content"]["application/json"];
export type EventsStreamQuery = NonNullable<Ids["events.stream"]["parameters"]["query"]>;
export type PostsListQuery = NonNullable<Ids["posts.list"]["parameters"]["query"]>;
export type PostsVersionsListQuery = NonNullable<Ids["posts.versions.list"]["parameters"]["query"]>;
