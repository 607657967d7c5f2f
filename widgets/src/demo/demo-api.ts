import { type NetworkName, networks } from "@placard/networks";
import type { Account, components, Post } from "@placard/sdk/core";
import { wallClock } from "../time/wall-clock.ts";

type Slot = components["schemas"]["Slot"];
type Target = Post["targets"][number];
type Json = Record<string, unknown>;

/** A stranger's page has no workspace: this one is made up, and lives until the page is reloaded. */
const WORKSPACE = "ws_00000000000000000000000000";
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const PEOPLE: readonly (readonly [NetworkName, string, string])[] = [
  ["instagram", "stillwater.yoga", "Stillwater Yoga"],
  ["linkedin", "stillwater-yoga", "Stillwater Yoga"],
  ["bluesky", "stillwater.example", "Stillwater Yoga"],
  ["x", "stillwateryoga", "Stillwater"],
];
/** Days from today, hour, text, and on which of the accounts. */
const POSTS: readonly (readonly [day: number, hour: number, text: string, accounts: readonly number[]])[] = [
  [-3, 9, "Autumn timetable is out: more early classes, and yin on Thursdays.", [0, 2]],
  [-1, 17, "Thank you for a full house at the workshop on Sunday.", [0]],
  [1, 9, "Our new studio opens on Monday. Come by for a free class, and bring a friend. #yoga", [0, 1, 2, 3]],
  [2, 9, "Five poses for a better morning.", [2, 3]],
  [4, 18, "Meet Mara, who teaches yin on Thursdays.", [0, 1]],
  [6, 9, "Tea, mats, and an hour for yourself.", [0]],
  [9, 9, "Workshop: breathing, for people who sit a lot.", [1, 2]],
];

const accounts: Account[] = [];
const posts = new Map<string, Post>();
const slots = new Map<string, Slot[]>();
const media = new Map<string, Json>();
const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
let count = 0;
let sequence = 0;

const id = (prefix: string): string => {
  count += 1;
  return `${prefix}_${String(count).padStart(26, "0")}`;
};
const iso = (at: number): string => new Date(at).toISOString();

function newAccount(network: NetworkName, handle: string, displayName: string): Account {
  const account: Account = {
    id: id("acct"),
    workspace_id: WORKSPACE,
    network,
    status: "connected",
    problem: null,
    kind: "page",
    external_id: handle,
    handle,
    display_name: displayName,
    avatar_url: null,
    url: null,
    server: null,
    label: null,
    metadata: {},
    connected_at: iso(Date.now()),
    updated_at: iso(Date.now()),
  };
  accounts.push(account);
  slots.set(
    account.id,
    (["monday", "wednesday", "friday"] as const).map(weekday => ({ id: id("slot"), weekday, local_time: "09:00" })),
  );
  return account;
}

function newPost(body: Json): Post {
  const post: Post = {
    id: id("post"),
    workspace_id: WORKSPACE,
    status: "draft",
    text: "",
    media_ids: [],
    thread: [],
    first_comment: null,
    title: null,
    call_to_action: null,
    hashtags: [],
    content_type: null,
    language: null,
    account_ids: [],
    overrides: [],
    campaign_id: null,
    tags: [],
    metadata: {},
    schedule: null,
    approval: null,
    proposed_schedule: null,
    origin: { kind: "manual", model: null, prompt: null, parent_post_id: null, template_id: null },
    created_at: iso(Date.now()),
    updated_at: iso(Date.now()),
    targets: [],
  };
  posts.set(post.id, post);
  return change(post, body);
}

/** A post with this content and, where `schedule` says one, this time. */
function change(post: Post, { schedule, ...content }: Json): Post {
  Object.assign(post, content, { updated_at: iso(Date.now()) });
  if (schedule) place(post, schedule as Json);
  post.targets = post.account_ids.map(accountId => targetOf(post, accountId));
  return post;
}

function place(post: Post, when: Json): void {
  const at = when["now"]
    ? Date.now()
    : when["next_slot"]
      ? nextSlots(post.account_ids)[0]
      : instantOf(String(when["local_time"] ?? when["at"]));
  if (at === undefined) throw problem(409, "no_slots", "None of the accounts has slots.");
  post.schedule = {
    at: iso(at),
    local_time: `${wallClock(at, ZONE)}:00`,
    time_zone: ZONE,
    priority: "normal",
    slot_id: null,
  };
  post.status = at <= Date.now() ? "published" : "scheduled";
}

/** The instant of a local time here: the browser's own clock is the workspace's. */
const instantOf = (text: string): number => new Date(text).getTime();

function targetOf(post: Post, accountId: string): Target {
  const account = accounts.find(one => one.id === accountId);
  const out = post.status === "published";
  return {
    id: `tgt_${post.id.slice(5)}${accountId.slice(-2)}`,
    workspace_id: WORKSPACE,
    post_id: post.id,
    account_id: accountId,
    network: account?.network ?? "sandbox",
    status: out ? "published" : post.schedule ? "scheduled" : "draft",
    scheduled_at: post.schedule?.at ?? null,
    published_at: out ? (post.schedule?.at ?? null) : null,
    external_id: null,
    url: null,
    problem: null,
    parts: [],
    created_at: post.created_at,
    updated_at: post.updated_at,
  };
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** The free slots of these accounts over the next eight weeks. */
function nextSlots(accountIds: readonly string[], after = Date.now()): number[] {
  const taken = new Set([...posts.values()].map(({ schedule }) => schedule && Date.parse(schedule.at)));
  const found: number[] = [];
  for (let day = 0; day < 56; day += 1) {
    const local = wallClock(after + day * DAY, ZONE).slice(0, 10);
    const weekday = WEEKDAYS[new Date(`${local}T12:00:00Z`).getUTCDay()];
    for (const accountId of accountIds)
      for (const slot of slots.get(accountId) ?? []) {
        const at = instantOf(`${local}T${slot.local_time}`);
        if (slot.weekday === weekday && at > after && !taken.has(at)) found.push(at);
      }
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

function begin(): void {
  if (accounts.length > 0) return;
  for (const [network, handle, name] of PEOPLE) newAccount(network, handle, name);
  const today = wallClock(Date.now(), ZONE).slice(0, 10);
  for (const [day, hour, text, on] of POSTS) {
    const at = instantOf(`${today}T${String(hour).padStart(2, "0")}:00`) + day * DAY;
    const post = newPost({ text, account_ids: on.flatMap(n => accounts[n]?.id ?? []) });
    post.schedule = { at: iso(at), local_time: `${wallClock(at, ZONE)}:00`, time_zone: ZONE, priority: "normal", slot_id: null };
    post.status = at < Date.now() ? "published" : "scheduled";
    change(post, {});
  }
}

/** Tells the widgets of this page what happened, as the API's stream would. */
function tell(type: string, data: Json): void {
  sequence += 1;
  const event = { id: id("evt"), type, sequence, timestamp: iso(Date.now()), workspace_id: WORKSPACE, data };
  const frame = new TextEncoder().encode(`id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
  for (const stream of streams) stream.enqueue(frame);
}

const SCOPES = [
  ...[
    "networks:read",
    "accounts:read",
    "accounts:write",
    "posts:read",
    "posts:write",
    "posts:publish",
    "slots:read",
    "slots:write",
  ],
  ...["events:read", "media:read", "media:write"],
];

const list = (data: readonly unknown[]): Json => ({ data, has_more: false, next_cursor: null });

function problem(status: number, code: string, detail: string): Response {
  return answer(status, { type: "about:blank", title: code, status, code, detail, request_id: "demo" });
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  if (status === 204) return new Response(null, { status });
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw problem(404, "not_found", "There is no such thing.");
  return thing;
}

const etagOf = ({ updated_at }: { readonly updated_at: string }): Record<string, string> => ({ ETag: `"${updated_at}"` });

type Handler = (given: {
  readonly ids: readonly string[];
  readonly body: Json;
  readonly query: URLSearchParams;
  readonly request: Request;
}) => Response | Promise<Response>;

const saved = (post: Post, type: string, status = 200): Response => {
  tell(type, { post: structuredClone(post), metadata: {}, workspace_id: WORKSPACE });
  return answer(status, post, etagOf(post));
};
const postOf = (given: { readonly ids: readonly string[] }): Post => found(posts.get(given.ids[0] ?? ""));

/** The operations that widgets need, each as its line. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET /v1/embed-session": () =>
    answer(200, {
      id: "es_demo",
      workspace_id: WORKSPACE,
      mode: "live",
      time_zone: ZONE,
      language: navigator.language,
      end_user: { external_id: "demo", name: null, role: null },
      components: ["composer", "calendar", "connect"],
      scopes: SCOPES,
      approval_required: false,
      brand: { name: null, logo_url: null, tokens: {}, tag_prefix: null },
      expires_at: iso(Date.now() + DAY),
    }),
  "GET /v1/networks": () =>
    answer(200, {
      data: Object.values(networks)
        .filter(({ name }) => name !== "sandbox" && name !== "email")
        .map(({ name, label, options }) => ({
          network: name,
          label,
          connectable: true,
          options,
          connect: {
            oauth: false,
            credentials: [{ name: "handle", label: "Handle", secret: false, description: "Any: this is a demo." }],
          },
        })),
    }),
  "GET /v1/accounts": () => answer(200, list(accounts)),
  "GET /v1/accounts/*/health": ({ ids }) =>
    answer(200, {
      account_id: ids[0],
      status: "connected",
      healthy: true,
      problem: null,
      missing_scopes: [],
      token_expires_at: null,
      checked_at: iso(Date.now()),
    }),
  "PATCH /v1/accounts/*": ({ ids, body }) => answer(200, Object.assign(found(accounts.find(one => one.id === ids[0])), body)),
  "DELETE /v1/accounts/*": ({ ids }) => {
    accounts.splice(accounts.indexOf(found(accounts.find(one => one.id === ids[0]))), 1);
    return answer(204, null);
  },
  "POST /v1/accounts/connect": ({ body }) => {
    const handle = (body["credentials"] as { handle: string }).handle;
    const account = newAccount(body["network"] as NetworkName, handle, handle);
    return answer(201, { status: "connected", connect_url: null, state: null, expires_at: null, choices: [], account });
  },
  "GET /v1/accounts/*/slots": ({ ids }) =>
    answer(200, {
      account_id: ids[0],
      workspace_id: WORKSPACE,
      time_zone: ZONE,
      follows_workspace: true,
      slots: slots.get(ids[0] ?? "") ?? [],
    }),
  "PUT /v1/accounts/*/slots": ({ ids, body }) => {
    slots.set(
      ids[0] ?? "",
      (body["slots"] as Slot[]).map(slot => ({ ...slot, id: id("slot") })),
    );
    return answer(200, body);
  },
  "GET /v1/accounts/*/slots/next": ({ ids, query }) =>
    answer(200, {
      data: nextSlots([ids[0] ?? ""], query.has("after") ? Date.parse(query.get("after") ?? "") : undefined).map(at => ({
        at: iso(at),
      })),
    }),
  "GET /v1/campaigns": () => answer(200, list([])),
  "GET /v1/templates": () => answer(200, list([])),
  "GET /v1/calendar": ({ query }) => {
    const zone = query.get("time_zone") ?? ZONE;
    const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
    const entries = [...posts.values()].flatMap(post =>
      post.schedule && post.schedule.at >= from && post.schedule.at < to && fits(post, query)
        ? [{ at: post.schedule.at, local_time: `${wallClock(Date.parse(post.schedule.at), zone)}:00`, post }]
        : [],
    );
    return answer(200, list(entries.sort((a, b) => (a.at < b.at ? -1 : 1))));
  },
  "GET /v1/posts": ({ query }) => answer(200, list([...posts.values()].filter(post => fits(post, query)))),
  "POST /v1/posts": ({ body }) => saved(newPost(body), "post.created", 201),
  "GET /v1/posts/*": given => {
    const post = postOf(given);
    return answer(200, post, etagOf(post));
  },
  "PATCH /v1/posts/*": given => saved(change(postOf(given), given.body), "post.updated"),
  "DELETE /v1/posts/*": given => {
    const post = postOf(given);
    posts.delete(post.id);
    saved(post, "post.deleted");
    return answer(204, null);
  },
  "POST /v1/posts/*/schedule": given => saved(change(postOf(given), { schedule: given.body }), "post.scheduled"),
  "POST /v1/posts/*/publish": given => saved(change(postOf(given), { schedule: { now: true } }), "post.published"),
  "POST /v1/posts/*/unschedule": given =>
    saved(change(Object.assign(postOf(given), { schedule: null, status: "draft" }), {}), "post.updated"),
  "POST /v1/posts/*/duplicate": given => {
    const { text, account_ids, thread } = postOf(given);
    return saved(newPost({ text, account_ids, thread }), "post.created", 201);
  },
  "GET /v1/posts/*/versions": () => answer(200, list([])),
  "GET /v1/posts/*/comments": () => answer(200, list([])),
  "GET /v1/media": () => answer(200, list([...media.values()])),
  "POST /v1/media": async ({ request }) => {
    const file = (await request.formData()).get("file");
    if (!(file instanceof File) || !/^(?:image|video)\//.test(file.type))
      return problem(400, "validation_failed", "Send an image or a video.");
    const url = URL.createObjectURL(file);
    const kind = file.type.startsWith("video/") ? "video" : "image";
    const one = {
      id: id("med"),
      workspace_id: WORKSPACE,
      kind,
      status: "ready",
      content_type: file.type,
      bytes: file.size,
      width: null,
      height: null,
      duration_s: null,
      alt_text: null,
      file_name: file.name,
      url,
      thumbnail_url: kind === "image" ? url : null,
      created_at: iso(Date.now()),
      updated_at: iso(Date.now()),
    };
    media.set(one.id, one);
    return answer(201, one);
  },
  "GET /v1/media/*": ({ ids }) => answer(200, found(media.get(ids[0] ?? ""))),
  "PATCH /v1/media/*": ({ ids, body }) => answer(200, Object.assign(found(media.get(ids[0] ?? "")), body)),
  "GET /v1/events/stream": ({ request }) => {
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const end = (): void => {
      if (own) streams.delete(own);
    };
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller;
        streams.add(controller);
        controller.enqueue(new TextEncoder().encode(`event: connected\ndata: {}\n\n`));
      },
      cancel: end,
    });
    request.signal.addEventListener("abort", end);
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  },
};

const fits = (post: Post, query: URLSearchParams): boolean =>
  (!query.has("account_id") || post.account_ids.includes(query.get("account_id") ?? "")) &&
  (!query.has("status") || query.getAll("status").includes(post.status));

/** Answers a request as the API would, out of this page's memory: nothing is sent anywhere. */
export async function demoFetch(request: Request): Promise<Response> {
  begin();
  const { pathname, searchParams: query } = new URL(request.url);
  const segments = pathname.split("/");
  for (const [line, handler] of Object.entries(HANDLERS)) {
    const [method, path = ""] = line.split(" ");
    const wanted = path.split("/");
    if (method !== request.method || wanted.length !== segments.length) continue;
    if (!wanted.every((one, n) => one === "*" || one === segments[n])) continue;
    const ids = segments.filter((_, n) => wanted[n] === "*");
    const text = request.headers.get("Content-Type")?.includes("json") ? await request.clone().text() : "";
    try {
      return await handler({ ids, query, request, body: text === "" ? {} : JSON.parse(text) });
    } catch (error) {
      if (error instanceof Response) return error;
      throw error;
    }
  }
  return problem(404, "not_found", "The demo has no such operation.");
}
