import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../testing/app.ts";
import { registerOrganization } from "../testing/organization.ts";

let t: TestApp;
let token: string;
beforeAll(async () => {
  t = await createTestApp({ work: false });
  token = (await registerOrganization(t)).testKey;
});
afterAll(() => t.close());

const networks = (accept?: string) =>
  t.fetch(
    new Request("http://127.0.0.1/v1/networks", {
      headers: { Authorization: `Bearer ${token}`, ...(accept !== undefined && { "Accept-Encoding": accept }) },
    }),
  );

test.each([
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["*", "br"],
  ["identity", null],
  [undefined, null],
])("an answer for %j comes as %j and says the same", async (accept, coding) => {
  const plain = await (await networks()).json();
  const response = await networks(accept);
  expect(response.headers.get("Content-Encoding")).toBe(coding);
  expect(response.headers.get("Vary")).toBe("Accept-Encoding");
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = coding === "br" ? brotliDecompressSync(bytes) : coding === "gzip" ? gunzipSync(bytes) : bytes;
  expect(JSON.parse(text.toString())).toEqual(plain);
});
