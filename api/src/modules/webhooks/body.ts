import type { Json } from "../../ports/store/store.ts";
import { type LogEvent, toEvent } from "../events/index.ts";

/** The most a body may have, in bytes: Standard Webhooks asks for payloads under 20 kB, and receivers' limits are often near. */
export const BODY_LIMIT = 20_000;

/** What a webhook of this event carries. Data that is too large is cut to what names it; the event itself is read by its id. */
export function webhookBody(event: Omit<LogEvent, "id">): string {
  const { type, timestamp, sequence, data } = toEvent({ ...event, id: "" });
  const body = JSON.stringify({ type, timestamp, sequence, data });
  if (Buffer.byteLength(body) <= BODY_LIMIT) return body;
  return JSON.stringify({ type, timestamp, sequence, data: { ...identifying(data), truncated: true } });
}

/** Longer texts than any id or status are left out. */
const SHORT = 100;

/** Of each thing its ids and the like: what is short, one level deep. */
function identifying(data: Json): Record<string, Json> {
  const kept: Record<string, Json> = {};
  let left = BODY_LIMIT / 2;
  const keep = (into: Record<string, Json>, name: string, value: Json): void => {
    const size = name.length + JSON.stringify(value).length;
    if (size > SHORT || size > left) return;
    left -= size;
    into[name] = value;
  };
  for (const [name, value] of entriesOf(data)) {
    if (typeof value !== "object" || value === null) {
      keep(kept, name, value);
      continue;
    }
    const thing: Record<string, Json> = {};
    for (const [field, inner] of entriesOf(value))
      if (field === "id" || field === "status" || field.endsWith("_id")) keep(thing, field, inner);
    if (Object.keys(thing).length > 0) kept[name] = thing;
  }
  return kept;
}

const entriesOf = (value: Json): [string, Json][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
