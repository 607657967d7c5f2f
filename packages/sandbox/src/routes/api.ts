import { type Context, Hono } from "hono";
import { z } from "zod";
import { readBody } from "../body.ts";
import { type Env, identify, Page, readJson, readQuery, requireCaller, Text } from "../context.ts";
import { disturbed } from "../disturb.ts";
import { LIMITS } from "../limits.ts";
import type { PostBudget } from "../network/posts.ts";
import { normalizeHandle } from "../network/profiles.ts";
import { isScope, SCOPES } from "../network/tokens.ts";
import { Refusal } from "../refusal.ts";
import { mediaJson, messageJson, postJson, profileJson, tokensJson } from "./shapes.ts";

const DraftInput = z.object({
  text: Text.default(""),
  title: Text.nullable().default(null),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "is not a language tag")
    .nullable()
    .default(null),
  options: z.record(z.string(), z.unknown()).default({}),
  media_ids: z.array(z.string().max(100)).max(100).default([]),
  reply_to: z.string().max(100).nullable().default(null),
  kind: z.enum(["post", "comment"]).default("post"),
});

const LoginInput = z.object({
  handle: z.string().max(200),
  password: z.string().min(1).max(1_000),
  client_id: z.string().min(1).max(500).default("password"),
  scope: z.string().max(500).default(SCOPES.join(" ")),
});

/** As much of a login as a fault needs to know its account by. */
const WhoLogsIn = z.object({ handle: z.string() });
const UploadQuery = z.object({ alt_text: Text.nullable().default(null) });

const KEY = new RegExp(`^[\\x21-\\x7e]{1,${LIMITS.keyCharacters}}$`);

/** The header `Idempotency-Key`, or null. Throws 400 `key_invalid`. */
function readKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!KEY.test(text)) {
    throw new Refusal(400, "key_invalid", `An idempotency key is 1 to ${LIMITS.keyCharacters} visible ASCII characters.`);
  }
  return text;
}

function budgetHeaders(budget: PostBudget): Record<string, string> {
  return {
    "RateLimit-Limit": String(budget.limit),
    "RateLimit-Remaining": String(budget.remaining),
    "RateLimit-Reset": String(Math.ceil(budget.resetsInMs / 1_000)),
  };
}

/** The network's own API for apps, under /v1. */
export function apiRoutes(): Hono<Env> {
  const api = new Hono<Env>();

  api.use("*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    c.set("caller", identify(c.get("network"), c.req.header("authorization")));
    await next();
  });
  const isUpload = (c: Context<Env>) => c.req.method === "POST" && c.req.path === "/v1/media";
  api.use(
    "*",
    readBody(c => (isUpload(c) ? LIMITS.mediaBytes : LIMITS.bodyBytes)),
  );

  const nameLogin = disturbed("login", c => {
    // Only to know whom a fault is for: what is wrong with the input is said by the handler.
    const typed = WhoLogsIn.safeParse(parsed(c.get("body")));
    return typed.success ? c.get("network").profiles.byHandle(typed.data.handle.trim()) : null;
  });
  api.post("/login", nameLogin, c => {
    const network = c.get("network");
    const input = readJson(c, LoginInput);
    const scopes = input.scope.split(" ").filter(isScope);
    if (scopes.length === 0) throw new Refusal(422, "scope_invalid", `scope names some of ${SCOPES.join(" ")}.`);
    const person = network.profiles.ensurePerson(normalizeHandle(input.handle), c.get("now"));
    network.profiles.authenticate(person, input.password);
    return c.json(tokensJson(network, [network.tokens.grant(person.id, input.client_id, scopes)]));
  });

  api.get("/me", disturbed("me"), c => {
    const network = c.get("network");
    const caller = requireCaller(c, null);
    const headers = budgetHeaders(network.posts.budget(caller.profile.id, c.get("now")));
    return c.json({ profile: profileJson(network, caller.profile), scopes: caller.scopes }, 200, headers);
  });

  api.post(
    "/posts",
    async (c, next) => {
      // Counted before any fault: tests want to know how often a request was sent, not how often it was heard.
      const caller = c.get("caller");
      const key = readKey(c.req.header("idempotency-key"));
      if (key !== null && !(caller instanceof Refusal)) c.get("network").posts.countRequest(caller.profile.id, key, c.get("now"));
      await next();
    },
    disturbed("create"),
    c => {
      const network = c.get("network");
      const { profile } = requireCaller(c, "write");
      const input = readJson(c, DraftInput);
      const draft = { ...input, mediaIds: input.media_ids, replyTo: input.reply_to };
      const { post, replayed } = network.posts.create(profile.id, readKey(c.req.header("idempotency-key")), draft, c.get("now"));
      const headers = budgetHeaders(network.posts.budget(profile.id, c.get("now")));
      if (replayed) headers["Idempotency-Replayed"] = "true";
      return c.json(postJson(network, post), replayed ? 200 : 201, headers);
    },
  );

  api.get("/posts", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "read");
    const { limit, before } = readQuery(c, Page);
    return c.json({ data: network.posts.byAuthor(profile.id, profile.id, limit, before).map(post => postJson(network, post)) });
  });

  api.get("/posts/by-key/:key", disturbed("lookup"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "read");
    const known = network.posts.key(profile.id, c.req.param("key"));
    if (known?.state === "burned")
      throw new Refusal(410, "key_burned", "This key was burned: nothing was or will be created with it.");
    const post = known?.post_id ? network.posts.any(known.post_id) : null;
    if (post === null) throw new Refusal(404, "not_found", "Nothing has been created with this key so far.");
    return c.json(postJson(network, post));
  });

  api.post("/posts/by-key/:key/burn", disturbed("lookup"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    const key = readKey(c.req.param("key")) ?? "";
    const post = network.posts.burn(profile.id, key, c.get("now"));
    if (post !== null) {
      throw new Refusal(409, "key_used", "This key made a post; nothing was burned.", {
        details: { post: postJson(network, post) },
      });
    }
    return c.json({ key, state: "burned" });
  });

  api.get("/posts/:id", disturbed("read"), c => {
    const network = c.get("network");
    return c.json(postJson(network, standing(c.req.param("id"), network, requireCaller(c, "read").profile.id)));
  });

  api.delete("/posts/:id", disturbed("delete"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    const post = network.posts.any(c.req.param("id"));
    if (post === null) throw noPost();
    if (post.author_id !== profile.id) {
      if (network.posts.visibleTo(post.id, profile.id) === null) throw noPost();
      throw new Refusal(403, "not_yours", "This post is somebody else's.");
    }
    if (post.deleted_at !== null) throw new Refusal(410, "deleted", "This post was deleted before.");
    network.posts.delete(post.id, c.get("now"));
    return c.body(null, 204);
  });

  api.get("/posts/:id/thread", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "read");
    const post = standing(c.req.param("id"), network, profile.id);
    return c.json({ data: network.posts.thread(post, profile.id).map(part => postJson(network, part)) });
  });

  api.get("/posts/:id/comments", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "audience");
    const post = standing(c.req.param("id"), network, profile.id);
    const comments = network.posts.comments(post.id, profile.id, readQuery(c, Page).limit);
    return c.json({ data: comments.map(comment => postJson(network, comment)) });
  });

  api.get("/posts/:id/metrics", disturbed("read"), c => {
    const network = c.get("network");
    const post = standing(c.req.param("id"), network, requireCaller(c, "audience").profile.id);
    return c.json({
      post_id: post.id,
      ...network.posts.counts(post.id),
      views: post.views,
      at: new Date(c.get("now")).toISOString(),
    });
  });

  api.get("/posts/:id/likes", disturbed("read"), c => {
    const network = c.get("network");
    const post = standing(c.req.param("id"), network, requireCaller(c, "audience").profile.id);
    const likers = network.posts.likers(post.id, readQuery(c, Page).limit).flatMap(id => network.profiles.byId(id) ?? []);
    return c.json({ data: likers.map(profile => profileJson(network, profile)) });
  });

  api.put("/posts/:id/like", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    network.posts.like(standing(c.req.param("id"), network, profile.id).id, profile.id, c.get("now"));
    return c.body(null, 204);
  });

  api.delete("/posts/:id/like", disturbed("read"), c => {
    const { profile } = requireCaller(c, "write");
    c.get("network").posts.unlike(c.req.param("id"), profile.id);
    return c.body(null, 204);
  });

  api.post("/media", disturbed("media"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    const altText = readQuery(c, UploadQuery).alt_text;
    const bytes = c.get("body");
    const media = network.media.add(
      profile.id,
      { bytes, contentType: c.req.header("content-type") ?? "", altText },
      c.get("now"),
    );
    return c.json(mediaJson(network, media), 201);
  });

  api.get("/media/:id", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "read");
    const media = network.media.byId(c.req.param("id"));
    if (media === null || media.owner_id !== profile.id)
      throw new Refusal(404, "not_found", "There is no such media of this profile.");
    return c.json(mediaJson(network, media));
  });

  api.get("/users/:handle", disturbed("read"), c => {
    requireCaller(c, "read");
    const network = c.get("network");
    return c.json(profileJson(network, someone(c.req.param("handle"), network)));
  });

  api.get("/users/:handle/followers", disturbed("read"), c => {
    requireCaller(c, "audience");
    const network = c.get("network");
    const followers = network.audience.followers(someone(c.req.param("handle"), network).id, readQuery(c, Page).limit);
    return c.json({
      data: followers.flatMap(id => network.profiles.byId(id) ?? []).map(profile => profileJson(network, profile)),
    });
  });

  api.get("/users/:handle/posts", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "read");
    const { limit, before } = readQuery(c, Page);
    const posts = network.posts.byAuthor(someone(c.req.param("handle"), network).id, profile.id, limit, before);
    return c.json({ data: posts.map(post => postJson(network, post)) });
  });

  api.put("/users/:handle/follow", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    const followed = someone(c.req.param("handle"), network);
    if (followed.id === profile.id) throw new Refusal(422, "own_profile", "Nobody follows themselves.");
    network.audience.follow(followed.id, profile.id, c.get("now"));
    return c.body(null, 204);
  });

  api.delete("/users/:handle/follow", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "write");
    network.audience.unfollow(someone(c.req.param("handle"), network).id, profile.id);
    return c.body(null, 204);
  });

  api.get("/metrics", disturbed("read"), c => {
    const { profile } = requireCaller(c, "audience");
    const counts = c.get("network").profiles.counts(profile.id);
    return c.json({ profile_id: profile.id, ...counts, at: new Date(c.get("now")).toISOString() });
  });

  api.get("/messages", disturbed("read"), c => {
    const network = c.get("network");
    const { profile } = requireCaller(c, "audience");
    const { limit, before } = readQuery(c, Page);
    return c.json({ data: network.audience.messages(profile.id, limit, before).map(message => messageJson(network, message)) });
  });

  return api;
}

const noPost = () => new Refusal(404, "not_found", "There is no such post.");

function standing(id: string, network: Env["Variables"]["network"], readerId: string) {
  const post = network.posts.visibleTo(id, readerId);
  if (post === null) throw noPost();
  return post;
}

function someone(handle: string, network: Env["Variables"]["network"]) {
  const profile = network.profiles.byHandle(handle);
  if (profile === null) throw new Refusal(404, "not_found", "Nobody has this handle.");
  return profile;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return null;
  }
}
