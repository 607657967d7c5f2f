import { describe, expect, test } from "vitest";
import { realChance } from "../../ports/chance.ts";
import { Refusal } from "../../problems.ts";
import { hashPassword, passwordFaults, verifyPassword } from "./passwords.ts";

const KNOWN = ["jane.doe@acme-bakery.example", "Jane", "Doe", "Acme Bakery"];

describe("what is easy to guess is refused", () => {
  test.each([
    "aaaaaaaaaaaa",
    "abababababab",
    "hunter2hunter2",
    "123456789012",
    "abcdefghijkl",
    "qwertyuiop12",
    "Password123!",
    "P@ssw0rd2026",
    "Winter2026!!",
    "letmein12345",
    "JaneDoe2026!",
    "acme-bakery-1",
    "jane.doe@acme",
    "Placard12345",
    "aabbaabbabab",
    "987654321987",
  ])("%s", password => {
    expect(passwordFaults(password, KNOWN)).toMatchObject([{ path: "password", code: "too_weak" }]);
  });
});

describe("what is not, passes, whatever kinds of characters it has", () => {
  test.each([
    "correct horse battery staple",
    "lantern-orbit-velvet-thaw",
    "tr0ub4dor&3x",
    "vH7#kQz!2mPw",
    "grüne Äpfel im Regen",
    "六月の雨と青い傘がある",
    "sommerregen auf dem dach",
  ])("%s", password => {
    expect(passwordFaults(password, KNOWN)).toEqual([]);
  });
});

test("a password fits its own hash only", async () => {
  const hash = await hashPassword({ chance: realChance }, "lantern-orbit-velvet-thaw");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, "lantern-orbit-velvet-thaw")).toBe(true);
  expect(await verifyPassword(hash, "lantern-orbit-velvet-thax")).toBe(false);
  expect(await verifyPassword(null, "lantern-orbit-velvet-thaw")).toBe(false);
});

test("two Unicode forms of one text are one password", async () => {
  const hash = await hashPassword({ chance: realChance }, "grüne Äpfel im Regen".normalize("NFD"));
  expect(await verifyPassword(hash, "grüne Äpfel im Regen".normalize("NFC"))).toBe(true);
});

test("more at once than can be done soon are told to come back", async () => {
  const all = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword(null, "x")));
  const refused = all.filter(one => one.status === "rejected").map(one => one.reason);
  expect(refused).toHaveLength(16);
  for (const reason of refused) expect(reason).toBeInstanceOf(Refusal);
  expect(await verifyPassword(null, "x")).toBe(false);
});
