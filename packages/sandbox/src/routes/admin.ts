import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { readBody } from "../body.ts";
import { type Env, type Network, readJson, readQuery } from "../context.ts";
import { LIMITS } from "../limits.ts";
import { FaultInput } from "../network/faults.ts";
import { hashOf } from "../network/ids.ts";
import type { Profile } from "../network/profiles.ts";
import { Refusal } from "../refusal.ts";
import { messageJson, postJson } from "./shapes.ts";

const count = z.number().int().min(0).max(LIMITS.simulated).default(0);

const SimulateInput = z.object({
  account: z.string().max(200).nullable().default(null),
  post_id: z.string().max(100).nullable().default(null),
  comments: count,
  likes: count,
  followers: count,
  messages: count,
});

const AccountInput = z.object({ account: z.string().max(200) });
const AccountFilter = z.object({ account: z.string().max(200).nullable().default(null) });

/** What only the sandbox's owner may do: faults, a simulated audience, and the truth about every request. */
export function adminRoutes(): Hono<Env> {
  const admin = new Hono<Env>();

  admin.use("*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const shown = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if (!timingSafeEqual(Buffer.from(hashOf(shown)), Buffer.from(hashOf(c.get("network").adminToken)))) {
      throw new Refusal(401, "admin_token_required", "Send the admin token: Authorization: Bearer …", {
        headers: { "WWW-Authenticate": "Bearer" },
      });
    }
    await next();
  });
  admin.use(
    "*",
    readBody(() => LIMITS.bodyBytes),
  );

  admin.post("/faults", c => {
    const input = readJson(c, FaultInput);
    return c.json(c.get("network").faults.add(input, Date.now()), 201);
  });
  admin.get("/faults", c => c.json({ data: c.get("network").faults.list() }));
  admin.delete("/faults", c => c.json({ removed: c.get("network").faults.clear(null) }));
  admin.delete("/faults/:id", c => {
    if (c.get("network").faults.clear(c.req.param("id")) === 0) throw new Refusal(404, "not_found", "There is no such fault.");
    return c.body(null, 204);
  });

  admin.post("/simulate", c => {
    const network = c.get("network");
    const input = readJson(c, SimulateInput);
    const post = input.post_id === null ? null : network.posts.visibleTo(input.post_id, null);
    if (input.post_id !== null && post === null) throw new Refusal(404, "not_found", "There is no such post.");
    const profile = input.account === null ? network.profiles.byId(post?.author_id ?? "") : known(network, input.account);
    if (profile === null) throw new Refusal(422, "account_required", "Name an account or a post.");
    if (post !== null && post.author_id !== profile.id) throw new Refusal(422, "not_theirs", "The post is not by this account.");
    const about = post ?? network.posts.firsts(profile.id, 1, null)[0] ?? null;
    if (about === null && input.comments + input.likes > 0) {
      throw new Refusal(422, "post_required", "This account has no public post that could be liked or commented on.");
    }
    const happened = network.audience.simulate(profile, about, input, c.get("now"));
    return c.json({
      account: profile.id,
      post_id: about?.id ?? null,
      comments: happened.comments.map(comment => postJson(network, comment)),
      messages: happened.messages.map(message => messageJson(network, message)),
      likes: happened.likes,
      followers: happened.followers,
    });
  });

  admin.get("/posts", c => {
    const network = c.get("network");
    const { account } = readQuery(c, AccountFilter);
    // An account that has never been here has posted nothing: that is an answer, not an error.
    const profile = account === null ? null : network.profiles.find(account);
    if (account !== null && profile === null) return c.json({ posts: [], keys: [] });
    const keys = network.posts.keysOf(profile?.id ?? null);
    const requests = new Map(keys.map(key => [JSON.stringify([key.author_id, key.key]), key.create_requests]));
    return c.json({
      posts: network.posts.all(profile?.id ?? null).map(post => ({
        ...postJson(network, post),
        idempotency_key: post.idempotency_key,
        create_requests:
          post.idempotency_key === null ? null : (requests.get(JSON.stringify([post.author_id, post.idempotency_key])) ?? 0),
      })),
      keys: keys.map(key => ({
        account: key.author_id,
        key: key.key,
        state: key.state,
        post_id: key.post_id,
        create_requests: key.create_requests,
        first_seen_at: new Date(key.first_seen_at).toISOString(),
      })),
    });
  });

  admin.get("/grants", c => {
    const network = c.get("network");
    const profile = known(network, readQuery(c, AccountInput).account);
    return c.json({ data: network.tokens.grantsOf(profile.id) });
  });
  admin.post("/expire-tokens", c => {
    const network = c.get("network");
    return c.json({ expired: network.tokens.expireAccess(known(network, readJson(c, AccountInput).account).id) });
  });
  admin.post("/revoke-access", c => {
    const network = c.get("network");
    return c.json({ revoked: network.tokens.revokeAll(known(network, readJson(c, AccountInput).account).id) });
  });

  admin.post("/reset", c => {
    c.get("network").database.empty();
    return c.body(null, 204);
  });

  return admin;
}

function known(network: Network, idOrHandle: string): Profile {
  const profile = network.profiles.find(idOrHandle);
  if (profile === null) throw new Refusal(404, "account_not_found", "There is no account with this id or handle.");
  return profile;
}
