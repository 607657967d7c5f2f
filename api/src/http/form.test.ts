import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Listening, listen } from "../listen.ts";
import { Refusal } from "../problems.ts";
import { createTestApp, type TestApp } from "../testing/app.ts";
import { createTenant, type TestTenant } from "../testing/organization.ts";
import { receiveForm, UploadedFile } from "./form.ts";

/** Of this test alone: others upload at the same time. */
const folder = mkdtempSync(join(tmpdir(), "placard-form-"));
process.env.TMPDIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TYPE = "multipart/form-data; boundary=edge";
const MOST = 100_000;

/** A body in pieces of that length. */
function inPieces(body: Buffer, length: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= body.length) return controller.close();
      controller.enqueue(new Uint8Array(body.subarray(at, at + length)));
      at += length;
    },
  });
}

async function receive(body: Buffer, { piece = 1000, type = TYPE, most = MOST } = {}) {
  const raw = new Request("http://x/", { method: "POST", body: inPieces(body, piece), duplex: "half" });
  const form = await receiveForm({ headers: new Headers({ "Content-Type": type }), raw }, most);
  const { file } = form.fields;
  const bytes = file instanceof UploadedFile ? await readFile(file.path) : null;
  await form.discard();
  return { ...form, bytes };
}
const refusal = (body: Buffer, more = {}) =>
  receive(body, more).then(
    () => "taken",
    error => (error instanceof Refusal ? error.code : error),
  );

const part = (disposition: string, body: string | Buffer, more = ""): Buffer =>
  Buffer.concat([
    Buffer.from(`--edge\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`),
    Buffer.from(body),
    Buffer.from("\r\n"),
  ]);
const form = (...parts: readonly Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from("--edge--\r\n")]);
const uploads = () => readdirSync(folder).filter(name => name.startsWith("placard-upload-"));

describe("a form", () => {
  test("is read the same in pieces of any length, whatever its bytes", async () => {
    const nasty = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .constantFrom("\r\n--edg", "\r\n--edge", "--edge--", "\r\n", "\r\n\r\n", "\r", "")
        .map(text => new Uint8Array(Buffer.from(text))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { maxLength: 4 }), fc.integer({ min: 1, max: 400 }), async (chunks, piece) => {
        const bytes = Buffer.concat(chunks);
        fc.pre(!Buffer.concat([Buffer.from("\r\n"), bytes, Buffer.from("\r\n")]).includes("\r\n--edge"));
        const body = form(
          part('name="alt_text"', "grün"),
          part('name="file"; filename="a b.png"', bytes, "Content-Type: image/png\r\n"),
        );
        const read = await receive(body, { piece });
        expect({ ...read.fields }).toMatchObject({ alt_text: "grün", file: { name: "a b.png", bytes: bytes.length } });
        expect(read.bytes?.equals(bytes)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("of what the platform makes of FormData is read, and says the same under any boundary", async () => {
    const bytes = randomBytes(70_000);
    const made = async () => {
      const data = new FormData();
      data.append("alt_text", 'with "quotes"\r\nand lines');
      data.append("file", new Blob([bytes]), 'Brot "groß"\n.png');
      const request = new Request("http://x/", { method: "POST", body: data });
      return receive(Buffer.from(await request.arrayBuffer()), { type: request.headers.get("Content-Type") ?? "" });
    };
    const [first, second] = [await made(), await made()];
    expect(first.bytes?.equals(bytes)).toBe(true);
    expect((first.fields.file as UploadedFile).name).toBe('Brot "groß".png');
    expect(first.fields.alt_text).toBe('with "quotes"\r\nand lines');
    expect(first.digest).toBe(second.digest);
    const other = await receive(form(part('name="file"; filename="x"', bytes)));
    expect(other.digest).not.toBe(first.digest);
  });

  test("gives names as lists where they come twice, and names of objects as names", async () => {
    const read = await receive(form(part('name="a"', "1"), part('name="a"', "2"), part('name="__proto__"', "3")));
    expect(Object.entries(read.fields)).toEqual([
      ["a", ["1", "2"]],
      ["__proto__", "3"],
    ]);
  });

  test("calls a file by the last part of its path, without what no name should hold", async () => {
    for (const [given, name] of [
      ["/etc/passwd", "passwd"],
      ["..", ".."],
      ["", "file"],
      ["a\u0000b\u202Egnp.exe", "abgnp.exe"],
      ["é".repeat(400), "é".repeat(255)],
    ] as const)
      expect((await receive(form(part(`name="file"; filename="${given}"`, "x")))).fields.file).toMatchObject({ name });
  });

  test("that is none, is cut off or too large is refused, and leaves nothing on the disk", async () => {
    const before = uploads();
    const file = part('name="file"; filename="x"', Buffer.alloc(5000));
    const whole = form(file);
    expect(await refusal(whole, { type: "application/json" })).toBe("unsupported_media_type");
    expect(await refusal(whole, { type: "multipart/form-data" })).toBe("unsupported_media_type");
    expect(await refusal(whole, { type: "multipart/form-data; boundary=other" })).toBe("bad_request");
    expect(await refusal(whole.subarray(0, whole.length - 10))).toBe("bad_request");
    expect(await refusal(Buffer.from("--edge\r\nX: y\r\n\r\nz\r\n--edge--"))).toBe("bad_request");
    expect(await refusal(Buffer.from("--edgeX"))).toBe("bad_request");
    expect(await refusal(Buffer.alloc(0))).toBe("bad_request");
    expect(await refusal(Buffer.from(`--edge\r\n${"x".repeat(20_000)}`))).toBe("bad_request");
    expect(await refusal(form(part('name="a"', Buffer.from([0xff, 0xfe]))))).toBe("bad_request");
    expect(await refusal(form(part('name="a"', "x".repeat(70_000))))).toBe("validation_failed");
    expect(await refusal(form(file, file))).toBe("validation_failed");
    expect(await refusal(form(...Array.from({ length: 30 }, () => part('name="a"', "x"))))).toBe("bad_request");
    expect(await refusal(form(file), { most: 4999 })).toBe("body_too_large");
    expect(await refusal(form(file), { most: 5000 })).toBe("taken");
    expect(await refusal(Buffer.alloc(1_200_000, 65))).toBe("body_too_large");
    expect(uploads()).toEqual(before);
  });
});

describe("over a socket", () => {
  let t: TestApp;
  let listening: Listening;
  let tenant: TestTenant;
  beforeAll(async () => {
    listening = await listen(0, "127.0.0.1");
    t = await createTestApp({ environment: { PUBLIC_URL: `http://127.0.0.1:${listening.port}` }, work: false });
    listening.serve(t.fetch);
    tenant = await createTenant(t);
  });
  afterAll(async () => {
    await listening.close(1000);
    await t.close();
  });
  const headers = () => ({ Authorization: `Bearer ${tenant.key}`, "Placard-Workspace": tenant.workspaceId });
  const post = async (body: FormData) => {
    const response = await fetch(`http://127.0.0.1:${listening.port}/v1/media`, { method: "POST", headers: headers(), body });
    return { status: response.status, body: (await response.json()) as { code?: string; bytes?: number; url: string } };
  };

  test("ninety megabytes pass through without lying in memory, and come back as they were", async () => {
    const head = Buffer.from("%PDF-1.4\n");
    const bytes = Buffer.concat([head, Buffer.alloc(90_000_000, 1), Buffer.from("\n%%EOF\n")]);
    const data = new FormData();
    data.append("file", new Blob([bytes]), "large.pdf");
    const { status, body } = await post(data);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.bytes).toBe(bytes.length);
    const hash = createHash("sha256");
    const response = await fetch(body.url);
    for await (const piece of response.body ?? []) hash.update(piece);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    const head2 = await fetch(body.url, { method: "HEAD" });
    expect(head2.headers.get("Content-Length")).toBe(String(bytes.length));
  });

  test("what is said to be too large is refused before it is sent, and what is cut off is no fault of ours", async () => {
    const before = uploads();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(listening.port, "127.0.0.1", () => {
        const told = Object.entries(headers()).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(
          `POST /v1/media HTTP/1.1\r\nHost: x\r\n${told.join("")}Content-Type: ${TYPE}\r\nContent-Length: 250000000\r\n\r\n`,
        );
      });
      socket.once("data", data => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.once("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("body_too_large");

    const cut = connect(listening.port, "127.0.0.1");
    const told = Object.entries(headers()).map(([name, value]) => `${name}: ${value}\r\n`);
    cut.write(`POST /v1/media HTTP/1.1\r\nHost: x\r\n${told.join("")}Content-Type: ${TYPE}\r\nContent-Length: 5000\r\n\r\n`);
    cut.write(part('name="file"; filename="x"', Buffer.alloc(100)));
    for (let tries = 0; uploads().length === before.length && tries < 100; tries++)
      await new Promise(done => setTimeout(done, 20));
    cut.destroy();
    for (let tries = 0; uploads().length > before.length && tries < 100; tries++) await new Promise(done => setTimeout(done, 20));
    expect(uploads()).toEqual(before);
    expect((await post(new FormData())).status).toBe(400);
  });
});
