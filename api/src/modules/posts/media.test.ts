import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commit, replace } from "../../change.ts";
import { furnishTenant, type Tenant, until } from "../../testing/every-operation.ts";
import { film } from "../../testing/film.ts";
import { type FullApp, openFullApp } from "../../testing/full-app.ts";
import { movableTimer } from "../../testing/movable-timer.ts";
import { ok } from "../../testing/organization.ts";
import { testCtx } from "../../testing/service.ts";

const timer = movableTimer();
let full: FullApp;
let tenant: Tenant;
beforeAll(async () => {
  full = await openFullApp({ replace: () => ({ timer }) });
  tenant = await furnishTenant(full.t);
});
afterAll(() => full.close());

const later = async () => new Date(Date.parse(ok(await tenant.ask("GET", "/v1/test/clock")).body.now) + 86_400_000).toISOString();

async function upload(bytes: Buffer, altText = "Bread", name = "bread.png") {
  const answer = await tenant.upload({ file: { name, base64: bytes.toString("base64") }, alt_text: altText });
  expect(answer.status, answer.text).toBe(201);
  return JSON.parse(answer.text) as { id: string; url: string; content_type: string };
}
const flat = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
/** Pixels that no encoder makes small. */
const noise = (side: number, channels: 3 | 4 = 3) =>
  sharp({
    create: { width: side, height: side, channels, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  })
    .png()
    .toBuffer();
const post = (body: object) => tenant.ask("POST", "/v1/posts", { text: "With media", account_ids: [tenant.account], ...body });
const read = async (id: string) => ok(await tenant.ask("GET", `/v1/posts/${id}`)).body;
const published = (id: string) =>
  until(
    () => read(id),
    ({ status }) => !["scheduled", "publishing"].includes(status),
  );
/** What the network itself shows at a post's page. */
async function shown(url: string) {
  const page = await (await fetch(url)).text();
  return [...page.matchAll(/<(img|video) src="(\/media\/[^"]+)"[^>]*(?:alt|aria-label)="([^"]*)"/g)].map(
    ([, tag, src = "", alt]) => ({
      tag,
      alt,
      src: new URL(src, url).href,
    }),
  );
}

describe("a post with media", () => {
  test("shows them in reads, lists and previews, and is published with them, their words and their order", async () => {
    const one = await upload(await flat(40, 20, "red"), "Red");
    const two = await upload(await flat(40, 20, "blue"), "Blue");
    const clip = await upload(film({ brand: "isom", width: 64, height: 36, seconds: 2 }), "Clip", "clip.mp4");
    const created = ok(
      await post({ media_ids: [two.id, one.id], thread: [{ text: "Second", media_ids: [clip.id] }], first_comment: "First" }),
      201,
    ).body;
    expect(created).toMatchObject({ media_ids: [two.id, one.id], thread: [{ text: "Second", media_ids: [clip.id] }] });
    expect(ok(await tenant.ask("GET", "/v1/posts")).body.data[0].media_ids).toEqual([two.id, one.id]);
    const [preview] = ok(await tenant.ask("GET", `/v1/posts/${created.id}/preview`)).body.accounts;
    expect(preview.parts.map((part: { media: { id: string }[] }) => part.media.map(({ id }) => id))).toEqual([
      [two.id, one.id],
      [clip.id],
      [],
    ]);
    expect(preview.parts[0].media[0]).toMatchObject({ kind: "image", alt_text: "Blue", width: 40, height: 20 });
    expect((await full.t.fetch(new Request(preview.parts[0].media[0].thumbnail_url))).status).toBe(200);

    ok(await tenant.ask("POST", `/v1/posts/${created.id}/publish`), 202);
    const done = await published(created.id);
    expect(done.status, JSON.stringify(done.targets)).toBe("published");
    expect(done.targets[0].parts.map((part: { media_ids: string[] }) => part.media_ids)).toEqual([
      [two.id, one.id],
      [clip.id],
      [],
    ]);
    expect((await shown(done.targets[0].url)).slice(0, 3).map(({ tag, alt }) => [tag, alt])).toEqual([
      ["img", "Blue"],
      ["img", "Red"],
      ["video", "Clip"],
    ]);
  });

  test("keeps the words it was scheduled with, and its own media where an override has them", async () => {
    const one = await upload(await flat(8, 8, "red"), "Before");
    const two = await upload(await flat(8, 8, "blue"), "Override");
    const first = ok(await post({ media_ids: [one.id], schedule: { at: await later() } }), 201).body;
    ok(await tenant.ask("PATCH", `/v1/media/${one.id}`, { alt_text: "After" }));
    const overrides = [{ account_id: tenant.account, media_ids: [two.id] }];
    const second = ok(await post({ media_ids: [one.id], overrides, schedule: { at: await later() } }), 201).body;
    ok(await tenant.ask("POST", "/v1/test/clock/advance", { by: 2 * 86_400 }));
    for (const [id, alt] of [
      [first.id, "Before"],
      [second.id, "Override"],
    ]) {
      const done = await published(id);
      expect(done.status, JSON.stringify(done.targets)).toBe("published");
      expect((await shown(done.targets[0].url)).map(one => one.alt)).toEqual([alt]);
    }
  });

  test("has an image made for the network where it is larger than that takes, the same each time", async () => {
    const bytes = await noise(2200);
    expect(bytes.length).toBeGreaterThan(10_000_000);
    const large = await upload(bytes);
    const body = { media_ids: [large.id], schedule: { now: true } };
    const [first, second] = [ok(await post(body), 201).body, ok(await post(body), 201).body];
    const pictures: Buffer[] = [];
    for (const { id } of [first, second]) {
      const done = await published(id);
      expect(done.status, JSON.stringify(done.targets)).toBe("published");
      const [picture] = await shown(done.targets[0].url);
      pictures.push(Buffer.from(await (await fetch(picture?.src ?? "")).arrayBuffer()));
    }
    expect(pictures[0]?.length).toBeLessThanOrEqual(10_000_000);
    expect(await sharp(pictures[0]).metadata()).toMatchObject({ format: "jpeg", width: 2200 });
    expect(pictures[0]?.equals(pictures[1] ?? Buffer.alloc(0))).toBe(true);
  });
});

describe("what a network would say of media", () => {
  const issues = async (body: object) =>
    ok(await tenant.ask("POST", "/v1/posts/validate", { text: "x", account_ids: [tenant.account], ...body })).body.issues.map(
      ({ path, code, severity }: { path: string; code: string; severity: string }) => `${severity} ${path} ${code}`,
    );

  test("is told with the path of the request's own field", async () => {
    const images = await Promise.all(
      ["red", "lime", "blue", "black", "white"].map(async color => (await upload(await flat(8, 8, color))).id),
    );
    expect(await issues({ media_ids: images })).toEqual(["error media_ids media_too_many"]);
    expect(await issues({ text: "", media_ids: images.slice(0, 4) })).toEqual([]);
    const nameless = await upload(await flat(9, 9, "red"), "");
    expect(await issues({ media_ids: [nameless.id] })).toEqual(["warning media_ids.0 alt_text_missing"]);
    const pdf = await upload(Buffer.from("%PDF-1.4\n%%EOF"), "Menu", "menu.pdf");
    expect(await issues({ media_ids: [pdf.id] })).toContain("error media_ids.0 media_kind_not_supported");
    expect(await issues({ thread: [{ text: "y" }, { text: "z", media_ids: [pdf.id] }] })).toContain(
      "error thread.1.media_ids.0 media_kind_not_supported",
    );
    const overrides = [{ network: "sandbox", media_ids: [pdf.id] }];
    expect(await issues({ media_ids: images.slice(0, 1), overrides })).toContain(
      "error overrides.0.media_ids.0 media_kind_not_supported",
    );
    expect(await post({ media_ids: [pdf.id], schedule: { now: true } })).toMatchObject({
      status: 422,
      body: { code: "content_invalid", errors: [{ path: "media_ids.0" }] },
    });
  });

  test("media that are not there, another's or twice in a list are named, and nothing is stored", async () => {
    const own = (await upload(await flat(8, 8, "red"))).id;
    const foreign = ok(await tenant.ask("POST", "/v1/posts", { text: "x" }, { workspace: tenant.second }), 201) && own;
    const none = "med_00000000000000000000000000";
    const body = { text: "x", media_ids: [own, none, own], thread: [{ text: "y", media_ids: [none] }] };
    const answer = await tenant.ask("POST", "/v1/posts", body);
    expect(answer.body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ["media_ids.2", "duplicate"],
      ["media_ids.1", "not_found"],
      ["thread.0.media_ids.0", "not_found"],
    ]);
    expect(
      await tenant.ask("POST", "/v1/posts", { text: "x", media_ids: [foreign] }, { workspace: tenant.second }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ path: "media_ids.0", code: "not_found" }] },
    });
    const many = { text: "x", media_ids: Array.from({ length: 21 }, () => own) };
    expect(await tenant.ask("POST", "/v1/posts", many)).toMatchObject({ status: 400, body: { errors: [{ path: "media_ids" }] } });
  });
});

describe("media that posts need", () => {
  test("cannot be deleted before they are published, and with their bytes are gone a little after they are", async () => {
    const one = await upload(await flat(8, 8, "red"));
    const draft = ok(await post({ media_ids: [one.id] }), 201).body;
    const threaded = ok(await post({ thread: [{ text: "y", media_ids: [one.id] }] }), 201).body;
    const refused = await tenant.ask("DELETE", `/v1/media/${one.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: "media_in_use" } });
    expect(refused.body.post_ids.toSorted()).toEqual([draft.id, threaded.id].toSorted());
    ok(await tenant.ask("PATCH", `/v1/posts/${threaded.id}`, { thread: [] }));
    expect((await tenant.ask("DELETE", `/v1/media/${one.id}`)).body.post_ids).toEqual([draft.id]);
    ok(await tenant.ask("POST", `/v1/posts/${draft.id}/publish`), 202);
    expect((await published(draft.id)).status).toBe("published");
    ok(await tenant.ask("DELETE", `/v1/media/${one.id}`), 204);
    expect((await tenant.ask("GET", `/v1/media/${one.id}`)).status).toBe(404);
    const copy = ok(await tenant.ask("POST", `/v1/posts/${draft.id}/duplicate`), 201).body;
    expect(copy.media_ids).toEqual([]);
    expect((await full.t.fetch(new Request(one.url))).status).toBe(200);
    timer.advance(11 * 60_000);
    await until(
      async () => (await full.t.fetch(new Request(one.url))).status,
      status => status === 404,
    );
  });

  test("keep their bytes where they were deleted while a post with them was being written", async () => {
    const one = await upload(await flat(8, 8, "red"));
    const draft = ok(await post({ media_ids: [one.id] }), 201).body;
    // As the two leave it that do not see each other: deleted, and named by a post.
    const ctx = testCtx(full.t.service, tenant.organizationId, tenant.workspace);
    const key = { pk: `media#${one.id}`, sk: "media" };
    const stored = async () => ctx.store.get(key.pk, key.sk);
    const item = await stored();
    if (!item) throw new Error("there is no media");
    const data = { ...(item.data as object), deletedAt: timer.now() };
    await commit(ctx, {
      writes: [replace({ ...key, data, due: { at: timer.now(), clock: "real", kind: "media" } }, item)],
      events: [],
    });
    await until(stored, found => found?.version === item.version + 2); // looked at, and left
    expect((await full.t.fetch(new Request(one.url))).status).toBe(200);
    ok(await tenant.ask("DELETE", `/v1/posts/${draft.id}`), 204);
    timer.advance(11 * 60_000);
    await until(stored, found => found === null);
    expect((await full.t.fetch(new Request(one.url))).status).toBe(404);
    expect((await ctx.store.query({ pk: key.pk, limit: 10 })).items).toEqual([]);
  });

  test("are part of what a post's versions say, and come back with them while they are there", async () => {
    const one = await upload(await flat(8, 8, "red"));
    const draft = ok(await post({ media_ids: [one.id] }), 201).body;
    ok(await tenant.ask("PATCH", `/v1/posts/${draft.id}`, { media_ids: [] }));
    const versions = ok(await tenant.ask("GET", `/v1/posts/${draft.id}/versions`)).body.data;
    expect(versions[0].changed).toEqual(["media_ids"]);
    const restored = ok(await tenant.ask("POST", `/v1/posts/${draft.id}/versions/1/restore`)).body;
    expect(restored.media_ids).toEqual([one.id]);
    ok(await tenant.ask("PATCH", `/v1/posts/${draft.id}`, { media_ids: [] }));
    ok(await tenant.ask("DELETE", `/v1/media/${one.id}`), 204);
    expect(await tenant.ask("POST", `/v1/posts/${draft.id}/versions/1/restore`)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "media_ids.0", code: "not_found" }] },
    });
  });
});
