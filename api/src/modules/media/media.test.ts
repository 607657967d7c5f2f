import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestAnswer, type TestApp } from "../../testing/app.ts";
import { until } from "../../testing/every-operation.ts";
import { film } from "../../testing/film.ts";
import { movableTimer } from "../../testing/movable-timer.ts";
import { createTenant, ok, type TestTenant } from "../../testing/organization.ts";

const timer = movableTimer();
let t: TestApp;
let tenant: TestTenant;
beforeAll(async () => {
  t = await createTestApp({ replace: () => ({ timer }) });
  tenant = await createTenant(t);
});
afterAll(() => t.close());

const ask = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  t.request(method, path, { token: tenant.key, workspace: tenant.workspaceId, body, headers });

async function upload(
  file: Uint8Array | null,
  { name = "file.bin", type = "application/octet-stream", altText, headers = {} }: Partial<Uploading> = {},
): Promise<TestAnswer> {
  const form = new FormData();
  if (file) form.append("file", new Blob([new Uint8Array(file)], { type }), name);
  if (altText !== undefined) form.append("alt_text", altText);
  const response = await t.fetch(
    new Request("http://127.0.0.1:4700/v1/media", {
      method: "POST",
      headers: { Authorization: `Bearer ${tenant.key}`, "Placard-Workspace": tenant.workspaceId, ...headers },
      body: form,
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}
interface Uploading {
  readonly name: string;
  readonly type: string;
  readonly altText: string;
  readonly headers: Readonly<Record<string, string>>;
}

const fetchFile = (url: string, init: RequestInit = {}) => t.fetch(new Request(url, init));
const bytesAt = async (url: string) => Buffer.from(await (await fetchFile(url)).arrayBuffer());

const flat = (width: number, height: number, background = "#3060c0") =>
  sharp({ create: { width, height, channels: 3, background } });
/** Taken on its side, in Berlin, with a camera that says so. */
const photo = () =>
  flat(60, 20)
    .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 12/1" } })
    .withMetadata({ orientation: 6 })
    .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret place</x:xmpmeta>")
    .jpeg()
    .toBuffer();

/** A PNG whose header claims 50,000 × 50,000 pixels. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(50_000, 0);
  header.writeUInt32BE(50_000, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(4000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("an image", () => {
  test("is kept upright, without anything but its pixels, with a small picture beside it", async () => {
    const { status, body, headers } = await upload(await photo(), { name: "C:\\fakepath\\bread.jpg", altText: "Bread" });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(headers.get("ETag")).toBe('"1"');
    expect(body).toMatchObject({
      kind: "image",
      status: "ready",
      content_type: "image/jpeg",
      width: 20,
      height: 60,
      duration_s: null,
      alt_text: "Bread",
    });
    const kept = await bytesAt(body.url);
    expect(kept.length).toBe(body.bytes);
    const facts = await sharp(kept).metadata();
    expect(facts).toMatchObject({ format: "jpeg", width: 20, height: 60 });
    for (const gone of ["exif", "xmp", "icc", "iptc", "orientation"]) expect(facts).not.toHaveProperty(gone);
    expect(kept.includes("Camera")).toBe(false);
    const small = await fetchFile(body.thumbnail_url);
    expect(small.headers.get("Content-Type")).toBe("image/webp");
    expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({ width: 20, height: 60 });
  });

  test("keeps what is see-through, what moves, and its colours in sRGB", async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 9, g: 8, b: 7, alpha: 0.5 } } })
      .png()
      .toBuffer();
    const png = ok(await upload(clear), 201).body;
    expect(await sharp(await bytesAt(png.url)).metadata()).toMatchObject({ format: "png", hasAlpha: true });
    const frames = [await flat(8, 8, "red").png().toBuffer(), await flat(8, 8, "lime").png().toBuffer()];
    for (const format of ["gif", "webp"] as const) {
      const moving = await sharp(frames, { join: { animated: true } })
        [format]({ delay: [100, 200] })
        .toBuffer();
      const { body } = ok(await upload(moving), 201);
      expect(body).toMatchObject({ content_type: `image/${format}`, width: 8, height: 8 });
      expect(await sharp(await bytesAt(body.url), { animated: true }).metadata()).toMatchObject({ pages: 2, delay: [100, 200] });
    }
    const avif = ok(await upload(await flat(16, 8).avif().toBuffer()), 201).body;
    expect(avif).toMatchObject({ content_type: "image/webp", width: 16, height: 8 });
    const print = ok(await upload(await flat(8, 8).toColourspace("cmyk").jpeg().toBuffer()), 201).body;
    expect(await sharp(await bytesAt(print.url)).metadata()).toMatchObject({ space: "srgb", channels: 3 });
    const large = ok(await upload(await flat(1600, 800).jpeg().toBuffer()), 201).body;
    expect(await sharp(await bytesAt(large.thumbnail_url)).metadata()).toMatchObject({ format: "webp", width: 480, height: 240 });
  });

  test("with code behind its end loses it", async () => {
    const polyglot = Buffer.concat([await flat(8, 8).png().toBuffer(), Buffer.from("<script>alert(1)</script>")]);
    const { body } = ok(await upload(polyglot, { name: "page.html", type: "text/html" }), 201);
    expect(body).toMatchObject({ content_type: "image/png", file_name: "page.html" });
    const served = await fetchFile(body.url);
    expect(served.headers.get("Content-Type")).toBe("image/png");
    expect(await served.text()).not.toContain("script");
  });
});

describe("a video", () => {
  test.each([
    ["video/mp4", "isom", { width: 640, height: 360 }, false],
    ["video/quicktime", "qt  ", { width: 640, height: 360 }, false],
    ["video/mp4", "mp42", { width: 360, height: 640 }, true],
  ] as const)("%s (%s) tells its size and length", async (type, brand, size, turned) => {
    const { body } = ok(await upload(film({ brand, width: 640, height: 360, seconds: 12.5, turned })), 201);
    expect(body).toMatchObject({ kind: "video", content_type: type, ...size, duration_s: 12.5, thumbnail_url: null });
  });

  test("is given whole, in parts, and as its headers alone", async () => {
    const bytes = film({ brand: "isom", width: 64, height: 36, seconds: 1, payload: 150_000 });
    const { url } = ok(await upload(bytes), 201).body;
    const whole = await fetchFile(url);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-length": String(bytes.length),
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/),
      "cache-control": expect.stringMatching(/^private, max-age=8\d{4}, immutable, no-transform$/),
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const part = async (range: string, more: Record<string, string> = {}) => {
      const response = await fetchFile(url, { headers: { Range: range, ...more } });
      return {
        status: response.status,
        told: response.headers.get("Content-Range"),
        bytes: Buffer.from(await response.arrayBuffer()),
      };
    };
    const end = bytes.length - 1;
    expect(await part("bytes=0-1")).toEqual({ status: 206, told: `bytes 0-1/${bytes.length}`, bytes: bytes.subarray(0, 2) });
    expect(await part("bytes=70000-")).toMatchObject({ status: 206, bytes: bytes.subarray(70_000) });
    expect(await part("bytes=-5")).toMatchObject({ status: 206, told: `bytes ${end - 4}-${end}/${bytes.length}` });
    expect(await part(`bytes=${bytes.length}-`)).toMatchObject({ status: 416, told: `bytes */${bytes.length}` });
    for (const odd of ["bytes=5-1", "bytes=0-1,3-4", "lines=1-2", "bytes=-", ""]) expect((await part(odd)).status).toBe(200);
    expect((await part("bytes=0-1", { "If-Range": '"other"' })).status).toBe(200);
    const head = await fetchFile(url, { method: "HEAD" });
    expect([head.status, head.headers.get("Content-Length"), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      String(bytes.length),
      0,
    ]);
    const again = await fetchFile(url, { headers: { "If-None-Match": whole.headers.get("ETag") ?? "" } });
    expect(again.status).toBe(304);
  });

  test("cut off is refused", async () => {
    const bytes = film({ brand: "isom", width: 64, height: 36, seconds: 1, payload: 5000 });
    expect(await upload(bytes.subarray(0, bytes.length - 100))).toMatchObject({
      status: 400,
      body: { errors: [{ path: "file", code: "media_unreadable" }] },
    });
  });
});

test("a PDF is a document, given as a download", async () => {
  const { body } = ok(await upload(Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n")), 201);
  expect(body).toMatchObject({ kind: "document", content_type: "application/pdf", width: null, thumbnail_url: null });
  expect((await fetchFile(body.url)).headers.get("Content-Disposition")).toBe("attachment");
  expect(await upload(Buffer.from("%PDF-1.4\n1 0 obj"))).toMatchObject({
    status: 400,
    body: { errors: [{ code: "media_unreadable" }] },
  });
});

describe("a file that is not taken", () => {
  const before = async () => ok(await ask("GET", "/v1/media/usage")).body;

  test.each([
    ["nothing at all", async () => Buffer.alloc(0), "empty", /empty/],
    [
      "HTML that is called a JPEG",
      async () => Buffer.from("<!DOCTYPE html><script>1</script>"),
      "media_type_not_supported",
      /HTML/,
    ],
    ["SVG", async () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "media_type_not_supported", /SVG/],
    ["SVG with a head", async () => Buffer.from("<?xml version='1.0'?>\n<svg/>"), "media_type_not_supported", /SVG/],
    ["text", async () => Buffer.from("just words"), "media_type_not_supported", /no type/],
    ["TIFF", () => flat(4, 4).tiff().toBuffer(), "media_type_not_supported", /image\/tiff/],
    [
      "a program",
      async () => Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01"), Buffer.alloc(60)]),
      "media_type_not_supported",
      /elf/i,
    ],
    [
      "an image cut in half",
      async () => (await flat(300, 300).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 5000),
      "media_unreadable",
      /cut off/,
    ],
    [
      "a JPEG cut in half",
      async () => {
        const whole = await photo();
        return whole.subarray(0, whole.length - 60);
      },
      "media_unreadable",
      /cut off/,
    ],
    ["an image of billions of pixels in some kilobytes", async () => bomb(), "too_big", /100 megapixels/],
    ["an image that is too wide", () => flat(16_500, 4).png().toBuffer(), "too_big", /16500/],
  ] as const)("is told what it is: %s", async (_, make, code, message) => {
    const used = await before();
    const answer = await upload(await make(), { name: "photo.jpg", type: "image/jpeg" });
    expect(answer.status, JSON.stringify(answer.body)).toBe(400);
    expect(answer.body).toMatchObject({ code: "validation_failed", errors: [{ path: "file", code }] });
    expect(answer.body.errors[0].message).toMatch(message);
    expect(await before()).toEqual(used);
  });

  test("is missing, or comes with what there is not", async () => {
    expect(await upload(null, { altText: "x" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "file", code: "required" }] },
    });
    const tooLong = await upload(await photo(), { altText: "x".repeat(2001) });
    expect(tooLong).toMatchObject({ status: 400, body: { errors: [{ path: "alt_text", code: "too_long" }] } });
  });
});

describe("the library", () => {
  test("is listed newest first, by kind and words, changed with its version, counted, and deleted with its bytes", async () => {
    const own = await createTenant(t);
    const before = tenant;
    tenant = own;
    try {
      const first = ok(await upload(await photo(), { name: "Rye.jpg", altText: "A loaf" }), 201).body;
      const second = ok(await upload(film({ brand: "isom", width: 4, height: 4, seconds: 1 }), { name: "oven.mp4" }), 201).body;
      const ids = async (query = "") => ok(await ask("GET", `/v1/media${query}`)).body.data.map((one: { id: string }) => one.id);
      expect(await ids()).toEqual([second.id, first.id]);
      expect(await ids("?kind=image")).toEqual([first.id]);
      expect(await ids("?q=LOAF")).toEqual([first.id]);
      expect(await ids("?q=oven&kind=image&kind=video")).toEqual([second.id]);
      expect(ok(await ask("GET", "/v1/media/usage")).body).toEqual({ bytes: first.bytes + second.bytes, count: 2 });

      const path = `/v1/media/${first.id}`;
      const changed = ok(await ask("PATCH", path, { alt_text: "Two loaves" }, { "If-Match": '"1"' }));
      expect(changed.body).toMatchObject({ alt_text: "Two loaves", file_name: "Rye.jpg" });
      expect(await ask("PATCH", path, { file_name: "b.jpg" }, { "If-Match": '"1"' })).toMatchObject({ status: 412 });
      expect(ok(await ask("PATCH", path, { alt_text: null })).body.alt_text).toBeNull();

      ok(await ask("DELETE", path), 204);
      expect((await ask("GET", path)).status).toBe(404);
      expect((await ask("DELETE", path)).status).toBe(404);
      expect(await ids()).toEqual([second.id]);
      expect(ok(await ask("GET", "/v1/media/usage")).body).toEqual({ bytes: second.bytes, count: 1 });
      timer.advance(11 * 60_000); // whoever was writing a post with it has written it by then
      await until(
        async () => (await fetchFile(first.url)).status,
        status => status === 404,
      );
      await until(
        async () => (await fetchFile(first.thumbnail_url)).status,
        status => status === 404,
      );
      const told = await until(
        async () => ok(await ask("GET", "/v1/events")).body.data.map((event: { type: string }) => event.type),
        types => types.length >= 3,
      );
      expect(told).toEqual(expect.arrayContaining(["media.ready", "media.ready", "media.deleted"]));
    } finally {
      tenant = before;
    }
  });

  test("an upload that is repeated with its key gives the first answer; other bytes under it are refused", async () => {
    const headers = { "Idempotency-Key": "upload-1" };
    const first = ok(await upload(await photo(), { name: "a.jpg", headers }), 201);
    const again = await upload(await photo(), { name: "a.jpg", headers });
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(await upload(await flat(5, 5).png().toBuffer(), { name: "a.jpg", headers })).toMatchObject({
      status: 422,
      body: { code: "idempotency_mismatch" },
    });
  });

  test("nobody uploads without the scope, and nothing of the body is read before that is known", async () => {
    const scopes = ["media:read"];
    const { secret } = ok(
      await t.request("POST", "/v1/api-keys", { token: tenant.owner, body: { name: "Reader", scopes, mode: "test" } }),
      201,
    ).body;
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const headers = {
      Authorization: `Bearer ${secret}`,
      "Placard-Workspace": tenant.workspaceId,
      "Content-Type": "multipart/form-data; boundary=b",
    };
    const response = await t.fetch(
      new Request("http://127.0.0.1:4700/v1/media", { method: "POST", headers, body, duplex: "half" }),
    );
    expect(response.status).toBe(403);
    expect(pulled).toBeLessThan(5);
  });
});

describe("a file's URL", () => {
  test("stays the same for an hour, ends within a day, and is nobody's to change", async () => {
    const { id, url } = ok(await upload(await photo()), 201).body;
    const hour = 3_600_000;
    timer.advance(hour - (timer.now() % hour)); // the beginning of an hour
    const read = async () => ok(await ask("GET", `/v1/media/${id}`)).body.url;
    const early = await read();
    timer.advance(hour - 1000);
    expect(await read()).toBe(early);
    timer.advance(2000);
    expect(await read()).not.toBe(early);
    expect((await fetchFile(early)).status).toBe(200);
    timer.advance(23 * hour);
    expect((await fetchFile(early)).status).toBe(404);

    const fresh = ok(await ask("GET", `/v1/media/${id}`)).body.url;
    const [, token = "", signature = ""] = /\/v1\/files\/([^.]+)\.(.+)$/.exec(fresh) ?? [];
    const named = Buffer.from(token, "base64url").toString();
    const forged = (text: string) => `http://127.0.0.1:4700/v1/files/${Buffer.from(text).toString("base64url")}.${signature}`;
    for (const bad of [
      forged(named.replace("original", "thumbnail")),
      forged(named.replace(/^\d+/, "999999")),
      `${fresh}a`,
      fresh.slice(0, -1),
      fresh.replace(/\.(?=[^.]*$)/, ""),
      "http://127.0.0.1:4700/v1/files/x",
      "http://127.0.0.1:4700/v1/files/..%2F..%2Fmaster.key",
      url,
    ])
      expect((await fetchFile(bad)).status, bad).toBe(404);
  });
});
