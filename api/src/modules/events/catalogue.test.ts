import { expect, test } from "vitest";
import { document } from "../../app.ts";
import { EVENT_TYPES } from "./catalogue.ts";

test("every type of event a filter can name is described in the document, and the other way round", () => {
  expect(Object.keys(document().webhooks ?? {}).sort()).toEqual([...EVENT_TYPES].sort());
});

test("each is described with a body of its own", () => {
  const { webhooks, components } = document();
  const names = Object.values(webhooks ?? {}).map(hook => JSON.stringify(hook).match(/schemas\/(\w+Event)"/)?.[1] ?? "none");
  expect(new Set(names).size).toBe(EVENT_TYPES.length);
  for (const name of names)
    expect(components?.schemas?.[name]).toMatchObject({ required: ["type", "timestamp", "sequence", "data"] });
});
