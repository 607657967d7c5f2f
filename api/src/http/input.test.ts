import { describe, expect, test } from "vitest";
import { z } from "zod";
import { faultsOf, isModest, JSON_DEPTH, JSON_VALUES, queryObject } from "./input.ts";

const judge = (schema: z.ZodType, value: unknown, prefix: "" | "query." = "") => {
  const { error } = schema.safeParse(value, { reportInput: true });
  if (!error) throw new Error("it is valid");
  return faultsOf(error, prefix).map(fault => `${fault.path} ${fault.code}`);
};

describe("faults", () => {
  const schema = z.strictObject({
    name: z.string().min(1).max(3),
    at: z.iso.datetime({ offset: true }).optional(),
    mail: z.email().optional(),
    count: z.int().min(2).max(4).optional(),
    kind: z.enum(["a", "b"]).optional(),
    items: z
      .array(z.strictObject({ text: z.string() }))
      .max(2)
      .optional(),
  });

  test("name every field that is wrong, with a stable code", () => {
    const wrong = { at: "yesterday", mail: "@", count: 9, kind: "c", items: [{ text: 1 }, { words: "x" }], more: 1, other: 2 };
    expect(judge(schema, wrong).sort()).toEqual([
      "at wrong_format",
      "count too_big",
      "items.0.text wrong_type",
      "items.1.text required",
      "items.1.words unknown_field",
      "kind not_allowed",
      "mail wrong_format",
      "more unknown_field",
      "name required",
      "other unknown_field",
    ]);
  });
  test("tell empty from short, and long from large", () => {
    expect(judge(schema, { name: "" })).toEqual(["name empty"]);
    expect(judge(schema, { name: "long" })).toEqual(["name too_long"]);
    expect(judge(schema, { name: "a", count: 1 })).toEqual(["count too_small"]);
    expect(judge(schema, { name: "a", items: [{ text: "" }, { text: "" }, { text: "" }] })).toEqual(["items too_long"]);
  });
  test("say where they are: the body as a whole, or a parameter", () => {
    expect(judge(schema, null)).toEqual(["body wrong_type"]);
    expect(judge(schema, [])).toEqual(["body wrong_type"]);
    expect(judge(schema, { name: "long" }, "query.")).toEqual(["query.name too_long"]);
    expect(judge(schema, { name: "a", nonsense: "1" }, "query.")).toEqual(["query.nonsense unknown_field"]);
  });
  test("of a union are those of the variant that was meant", () => {
    const union = z.strictObject({ value: z.union([z.null(), z.strictObject({ deep: z.strictObject({ text: z.string() }) })]) });
    expect(judge(union, { value: { deep: { text: 5 } } })).toEqual(["value.deep.text wrong_type"]);
    const tagged = z.discriminatedUnion("as", [
      z.strictObject({ as: z.enum(["a"]), url: z.url() }),
      z.strictObject({ as: z.enum(["b"]) }),
    ]);
    expect(judge(tagged, { as: "a", url: "no" })).toEqual(["url wrong_format"]);
    expect(judge(tagged, { as: "c" })).toEqual(["as not_allowed"]);
  });
  test("of our own checks carry their code and their fix", () => {
    const own = z.string().refine(() => false, { error: "It is odd.", params: { code: "odd", fix: "Make it even." } });
    const { error } = z.strictObject({ a: own }).safeParse({ a: "1" });
    expect(error && faultsOf(error, "")).toEqual([{ path: "a", code: "odd", message: "It is odd.", fix: "Make it even." }]);
  });
});

test("a name given several times in a query becomes a list, whatever its name", () => {
  const query = queryObject(new URLSearchParams("a=1&b=2&a=3&a=&__proto__=x&toString=y&constructor=z"));
  expect(Object.entries(query)).toEqual([
    ["a", ["1", "3", ""]],
    ["b", "2"],
    ["__proto__", "x"],
    ["toString", "y"],
    ["constructor", "z"],
  ]);
  expect(Object.getPrototypeOf(query)).toBeNull();
});

describe("a modest value", () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : { a: nested(depth - 1) });
  test("is as deep as any operation takes, and no deeper", () => {
    expect(isModest(nested(JSON_DEPTH))).toBe(true);
    expect(isModest(nested(JSON_DEPTH + 1))).toBe(false);
    expect(isModest(JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`))).toBe(false);
  });
  test("holds so many values, and no more", () => {
    expect(isModest(Array.from({ length: JSON_VALUES - 1 }, () => 0))).toBe(true);
    expect(isModest(Array.from({ length: JSON_VALUES }, () => 0))).toBe(false);
    expect(isModest(Object.fromEntries(Array.from({ length: JSON_VALUES }, (_, index) => [`f${index}`, 0])))).toBe(false);
    for (const value of [null, "text", 1, {}, [], JSON.parse('{"__proto__":{"a":1}}')]) expect(isModest(value)).toBe(true);
  });
});
