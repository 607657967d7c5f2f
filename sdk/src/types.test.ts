import { expectTypeOf, test } from "vitest";
import type { Answered } from "./call.ts";
import {
  type Call,
  type CreatePostRequest,
  type Event,
  type EventStream,
  type List,
  type ListedPost,
  type Page,
  Placard,
  PlacardCore,
  type Post,
  type PostList,
  type PostPublishedEvent,
  type Problem,
  type Workspace,
} from "./index.ts";
import { verifyWebhook, type WebhookEvent, webhooks } from "./webhooks.ts";

// Nothing is sent: what counts is what `tsc` says of these lines.
const placard = new Placard({ fetch: () => Response.json({ data: [], has_more: false, next_cursor: null }) });

test("methods have the types of the document", () => {
  expectTypeOf(placard.posts.create).parameter(0).toEqualTypeOf<CreatePostRequest>();
  expectTypeOf(placard.posts.create).returns.toEqualTypeOf<Call<Post>>();
  expectTypeOf(placard.posts.get).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(placard.posts.delete).returns.toEqualTypeOf<Call<void>>();
  expectTypeOf(placard.posts.list).returns.toEqualTypeOf<List<PostList>>();
  expectTypeOf(placard.workspace("ws_1")).toEqualTypeOf<Placard>();
  expectTypeOf<Awaited<ReturnType<typeof placard.workspaces.get>>>().toEqualTypeOf<Workspace>();
  expectTypeOf<Awaited<ReturnType<typeof placard.posts.list>>>().toEqualTypeOf<Page<PostList>>();
  expectTypeOf(placard.posts.get("post_1").withResponse()).resolves.toEqualTypeOf<Answered<Post>>();
  expectTypeOf(placard.posts.list().toArray()).resolves.toEqualTypeOf<ListedPost[]>();
  expectTypeOf(placard.events.stream).returns.toEqualTypeOf<EventStream<Event>>();
});

test("a line has the types of its method", () => {
  const core = new PlacardCore({ fetch: () => Response.json({}) });
  expectTypeOf(core.call("GET /v1/posts/{post_id}", "post_1")).toEqualTypeOf<Call<Post>>();
  expectTypeOf(core.call("GET /v1/posts query page", { limit: 1 })).toEqualTypeOf<List<PostList>>();
  // @ts-expect-error the path parameter is missing
  expectTypeOf(() => core.call("GET /v1/posts/{post_id}")).toBeFunction();
  // @ts-expect-error there is no such line
  expectTypeOf(() => core.call("GET /v1/nothing")).toBeFunction();
});

test("queries take one value or many, and undefined", () => {
  type Query = NonNullable<Parameters<typeof placard.posts.list>[0]>;
  expectTypeOf<{ status: "draft" }>().toExtend<Query>();
  expectTypeOf<{ status: "draft"[]; limit: undefined }>().toExtend<Query>();
  // @ts-expect-error there is no such field
  expectTypeOf(() => placard.posts.list({ colour: "red" })).toBeFunction();
  // @ts-expect-error a limit is a number
  expectTypeOf(() => placard.posts.list({ limit: "many" })).toBeFunction();
});

test("events are told apart by their type", () => {
  const receiver = webhooks({ secret: "whsec_AAAA" });
  receiver.on("post.published", event => expectTypeOf(event).toEqualTypeOf<PostPublishedEvent>());
  expectTypeOf(verifyWebhook).returns.resolves.toEqualTypeOf<WebhookEvent>();
  // @ts-expect-error there is no such event
  expectTypeOf(() => receiver.on("post.teleported", () => undefined)).toBeFunction();
});

test("a problem's code is one of the document's", () => {
  expectTypeOf<"rate_limited">().toExtend<Problem["code"]>();
  expectTypeOf<"no_such_code">().not.toExtend<Problem["code"]>();
});
