import { expect, test } from "vitest";
import { realChance } from "./ports/chance.ts";
import { deriveSecrets } from "./secrets.ts";

const secrets = deriveSecrets(new Uint8Array(32).fill(7), realChance);
const others = deriveSecrets(new Uint8Array(32).fill(8), realChance);

test("a signature fits one text, one purpose, one installation", () => {
  const signature = secrets.sign("cursors", "text");
  expect(secrets.verify("cursors", "text", signature)).toBe(true);
  expect(secrets.verify("cursors", "texts", signature)).toBe(false);
  expect(secrets.verify("states", "text", signature)).toBe(false);
  expect(others.verify("cursors", "text", signature)).toBe(false);
  for (const forged of ["", signature.slice(1), `${signature}A`, "A".repeat(signature.length), "\ud800".repeat(22)])
    expect(secrets.verify("cursors", "text", forged)).toBe(false);
});

test("what is sealed opens for its purpose and binding alone, and not when a bit of it was changed", () => {
  const sealed = secrets.seal("answers", "secret text", "ws_1 key");
  expect(sealed).not.toContain("secret");
  expect(secrets.open("answers", sealed, "ws_1 key")).toBe("secret text");
  expect(secrets.open("answers", sealed, "ws_2 key")).toBeNull();
  expect(secrets.open("states", sealed, "ws_1 key")).toBeNull();
  expect(others.open("answers", sealed, "ws_1 key")).toBeNull();
  const bytes = Buffer.from(sealed, "base64");
  for (let position = 0; position < bytes.length; position++) {
    const altered = Buffer.from(bytes);
    altered[position] = (altered[position] ?? 0) ^ 1;
    expect(secrets.open("answers", altered.toString("base64"), "ws_1 key")).toBeNull();
  }
  for (const broken of ["", "AAAA", sealed.slice(0, 20), "not base64 \ud800"])
    expect(secrets.open("answers", broken, "ws_1 key")).toBeNull();
});

test("the same text is never sealed the same way twice; any text comes back", () => {
  expect(secrets.seal("answers", "a", "b")).not.toBe(secrets.seal("answers", "a", "b"));
  for (const text of ["", "\u0000", "é\u{1F600}", "x".repeat(100_000)])
    expect(secrets.open("answers", secrets.seal("answers", text, "b"), "b")).toBe(text);
});
