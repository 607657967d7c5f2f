import { describe, expect, test } from "vitest";
import { SseParser } from "./sse.ts";

const read = (...pieces: string[]) => {
  const parser = new SseParser();
  const messages = pieces.flatMap(piece => parser.push(piece));
  return { messages, parser };
};

describe("an event stream", () => {
  test.each([
    ["LF", "\n"],
    ["CR", "\r"],
    ["CRLF", "\r\n"],
  ])("is read with lines that end in %s, cut anywhere", (_, end) => {
    const lines = [
      ": hello",
      "id: 7",
      "event: post.published",
      'data: {"a":',
      "data:1}",
      "",
      ": again",
      "data",
      "data",
      "",
      "data: half",
    ];
    const text = lines.join(end);
    const whole = [
      { type: "post.published", data: '{"a":\n1}', id: "7" },
      { type: "message", data: "\n", id: "7" },
    ];
    expect(read(text).messages).toEqual(whole);
    expect(read(...text).messages).toEqual(whole); // character by character
    for (let at = 0; at <= text.length; at++) expect(read(text.slice(0, at), "", text.slice(at)).messages).toEqual(whole);
    expect(read(...text).parser.lastEventId).toBe("7");
  });

  test("keeps one space of data, knows fields without a colon, ignores others", () => {
    expect(read("data:  two\n\n", "dat: x\n\n", "unknown\nevent: e\n\n", "data: a:b\n\n").messages).toEqual([
      { type: "message", data: " two", id: null },
      { type: "message", data: "a:b", id: null },
    ]);
  });

  test("knows the place of each message of one piece", () => {
    expect(read("id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: c\n\n").messages.map(message => message.id)).toEqual(["1", "2", "2"]);
  });

  test("takes an id only with the message it ends with, and not one with a NULL", () => {
    expect(read("id: 1\ndata: a\n\nid: 2\ndata: b\n").parser.lastEventId).toBe("1");
    expect(read("id: 1\n\nid: 2\0\n\n").parser.lastEventId).toBe("1");
    expect(read("id: 1\n\nid\n\n").parser.lastEventId).toBe("");
    expect(new SseParser("42").lastEventId).toBe("42");
  });

  test("takes a pause of digits only", () => {
    expect(read("retry: 250\n").parser.retryMs).toBe(250);
    expect(read("retry: 2.5\nretry: -1\nretry:\n").parser.retryMs).toBeNull();
  });

  test("is refused when a message has no end", () => {
    const parser = new SseParser();
    const piece = "x".repeat(1024 * 1024);
    expect(() => {
      for (let n = 0; n < 20; n++) parser.push(piece);
    }).toThrow(RangeError);
  });
});
