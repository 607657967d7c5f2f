import { expect, test } from "vitest";
import { realChance } from "../../ports/chance.ts";
import { isKeySecret, makeKeySecret } from "./key-secrets.ts";

test("a key says what it is for and carries its checksum", () => {
  for (const mode of ["live", "test"] as const) {
    const secret = makeKeySecret(mode, realChance);
    expect(secret).toMatch(new RegExp(`^sk_${mode}_[0-9A-Za-z]{49}$`));
    expect(isKeySecret(secret)).toBe(true);
  }
});

test("all of the randomness is in it", () => {
  const of = (byte: number) => makeKeySecret("test", { bytes: n => new Uint8Array(n).fill(byte), number: () => 0 });
  expect(of(0).slice(8, 51)).toBe("0".repeat(43));
  const greatest = [...of(255).slice(8, 51)].reduce(
    (sum, digit) => sum * 62n + BigInt("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(digit)),
    0n,
  );
  expect(greatest).toBe(2n ** 256n - 1n);
});

test("one other character is a look-alike", () => {
  const secret = makeKeySecret("live", realChance);
  for (let position = 8; position < secret.length; position++) {
    const other = secret[position] === "a" ? "b" : "a";
    expect(isKeySecret(secret.slice(0, position) + other + secret.slice(position + 1))).toBe(false);
  }
  expect(isKeySecret(secret.replace("live", "test"))).toBe(false);
  expect(isKeySecret("sk_live_")).toBe(false);
});
