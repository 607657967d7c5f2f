import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./csv.ts";

const read = (text: string | Buffer) => readCsv(Buffer.from(text), async () => undefined);
const rowsOf = async (text: string | Buffer) =>
  (await read(text)).rows.map(({ line, cells }) => [line, Object.fromEntries(cells)] as const);
const placesOf = async (text: string | Buffer) => (await read(text)).faults.map(({ path, code }) => `${path}: ${code}`);

describe("a CSV is read", () => {
  test("with a byte order mark, Windows' line ends, quotes, lines within a cell and empty ones", async () => {
    const text = '\ufeffText,ACCOUNTS, Local_Time \r\n"One, ""two""\r\nthree",a,2026-11-24T09:00\r\n\r\n,,\r\nFour,b,\r\n';
    expect(await rowsOf(text)).toEqual([
      [2, { text: 'One, "two"\nthree', accounts: "a", local_time: "2026-11-24T09:00" }],
      [6, { text: "Four", accounts: "b" }],
    ]);
  });

  test.each([";", "\t", ","])("separated by %j", async sign => {
    const text = `text${sign}accounts\n"a, b; c\td"${sign}x\n`;
    expect(await rowsOf(text)).toEqual([[2, { text: "a, b; c\td", accounts: "x" }]]);
  });

  test("without an end of the last line, after empty lines, with old line ends", async () => {
    expect(await rowsOf("\n\ntext,accounts\na,b")).toEqual([[4, { text: "a", accounts: "b" }]]);
    expect(await rowsOf("text,accounts\ra,b\rc,d\r")).toEqual([
      [2, { text: "a", accounts: "b" }],
      [3, { text: "c", accounts: "d" }],
    ]);
  });

  test("in pieces as a whole: cells longer than a piece, characters of several bytes", async () => {
    const long = "Größe 🥖 ".repeat(12_000);
    expect(await rowsOf(`text,accounts\n"${long}",a\n`)).toEqual([[2, { text: long, accounts: "a" }]]);
  });
});

describe("a file that cannot be read is refused with the place of", () => {
  test("every unknown, nameless, double and missing column, and every ragged row", async () => {
    const text = "text,Colour,,text,at\na,b,c,d\na,b,c,d,e,f\na,b,c,d,e\n";
    expect(await placesOf(text)).toEqual([
      "line 1, column 2: unknown_field",
      "line 1, column 3: unknown_field",
      "line 1, column 4: duplicate",
      "line 1: required",
      "line 2, column 5: required",
      "line 3, column 6: unknown_field",
    ]);
    expect((await read(text)).rows).toEqual([]);
  });

  test("a header that is missing", async () => {
    expect(await placesOf("Fresh bread!,bakery\nRolls,bakery\n")).toEqual(["line 1: missing_header"]);
    expect(await placesOf("")).toEqual(["body: empty"]);
    expect(await placesOf("text,accounts\n\n,\n")).toEqual(["body: empty"]);
  });

  test("quotes that are open or in the middle", async () => {
    expect(await placesOf('text,accounts\na,b\n"open,c\nd,e\n')).toEqual(["line 3: malformed"]);
    expect(await placesOf('text,accounts\na,x"y\n')).toEqual(["line 2, column 2: malformed"]);
    expect(await placesOf('text,accounts\n"a"b,c\n')).toEqual(["line 2, column 1: malformed"]);
    expect(await placesOf('text,other\na\n"a"b,c\n')).toEqual([
      "line 1, column 2: unknown_field",
      "line 1: required",
      "line 2, column 2: required",
      "line 3, column 1: malformed",
    ]);
  });

  test("other encodings", async () => {
    expect(await placesOf(Buffer.from("\ufefftext,accounts\na,b\n", "utf16le"))).toEqual(["line 1, column 1: wrong_encoding"]);
    expect(await placesOf(Buffer.from("text,accounts\na,b\nx,Größe\nGrüße,c\n", "latin1"))).toEqual([
      "line 3, column 2: wrong_encoding",
      "line 4, column 1: wrong_encoding",
    ]);
  });

  test("more rows than there may be, and rows longer than any post", async () => {
    expect(await placesOf(`text,accounts\n${"a,b\n".repeat(201)}`)).toEqual(["line 202: too_long"]);
    expect((await read(`text,accounts\n${"a,b\n".repeat(200)}`)).rows).toHaveLength(200);
    expect(await placesOf(`text,accounts\n${"x".repeat(500_000)},b\n`)).toEqual(["line 2: too_long"]);
    expect(await placesOf("a,".repeat(5_000_000))).toEqual([expect.stringContaining("too_long")]);
  });
});

test("nothing throws, and what has faults has no rows", async () => {
  const pieces = fc.constantFrom(
    "text",
    "accounts",
    ",",
    ";",
    "\t",
    '"',
    '""',
    "\n",
    "\r",
    "\r\n",
    "\ufeff",
    "ä",
    "\u0000",
    " ",
    "a",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async parts => {
      const { rows, faults } = await read(`text,accounts\n${parts.join("")}`);
      expect(rows.length === 0 || faults.length === 0).toBe(true);
      expect(rows.length + faults.length).toBeGreaterThan(0);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async bytes => {
      expect((await readCsv(bytes, async () => undefined)).rows).toEqual([]);
    }),
  );
});
