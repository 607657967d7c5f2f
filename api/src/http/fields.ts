import { z } from "@hono/zod-openapi";
import { ID_PREFIXES, type IdKind, isId } from "../ids.ts";

/** An id of one kind. One that has not even its form is answered 400; one that names nothing here, 404. */
export const idField = (kind: IdKind) =>
  z
    .string()
    .refine((text): boolean => isId(kind, text), {
      error: `It is not an id of the form ${ID_PREFIXES[kind]}_….`,
      params: { code: "wrong_format", fix: `Use an id that begins with ${ID_PREFIXES[kind]}_.` },
    })
    .openapi({
      description: `Id of the ${kind}.`,
      example: `${ID_PREFIXES[kind]}_01jd4b9ep2f3r8h6v5w7x9y0za`,
      pattern: `^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    });

/** One line of text: no control characters and no half surrogate pairs, for it may become part of a key, a log line or a header. */
export const lineField = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(text => text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: "It holds control characters or broken Unicode.",
      params: { code: "wrong_format", fix: "Remove line breaks and other control characters." },
    });

/** RFC 3339, with an offset; answers are in UTC. */
export const instantField = (description: string) =>
  z.iso.datetime({ offset: true }).openapi({ description, example: "2026-11-21T09:00:00.000Z", format: "date-time" });

/** A value or null. Not zod's own `.nullable()`, which corrupts a named component of the document. */
export const nullable = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

/** A query array takes one value or many. */
export const manyField = <T extends z.ZodType<unknown, string>>(value: T, description: string) => {
  // The framework cannot tell the array behind the union: it is given the items' own schema.
  const { $schema: _, ...items } = z.toJSONSchema(value, { io: "input" });
  return z
    .union([value.transform(one => [one]), z.array(value).max(50)])
    .openapi({ type: "array", items: items as { type: "string" }, description });
};

export const LIST_LIMIT = { least: 1, most: 250, usual: 50 } as const;

/** What every list takes. */
export const listQuery = {
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(LIST_LIMIT.least).max(LIST_LIMIT.most))
    .optional()
    .openapi({
      type: "integer",
      minimum: LIST_LIMIT.least,
      maximum: LIST_LIMIT.most,
      default: LIST_LIMIT.usual,
      description: "How many at most.",
      example: 50,
    }),
  cursor: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .openapi({ description: "`next_cursor` of the page before, with the same other parameters." }),
};

/** What every list gives. `name` names the component. */
export const listOf = <T extends z.ZodType>(item: T, name: string) =>
  z
    .object({
      data: z.array(item),
      has_more: z.boolean().openapi({ description: "Whether there is a next page." }),
      next_cursor: z.union([z.string(), z.null()]).openapi({ description: "Send it as `cursor` for the next page." }),
    })
    .openapi(name);

/** A vendor's own data, echoed in events: at most 50 keys of 40 characters, values of 500. */
export const metadataField = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine(record => Object.keys(record).length <= 50, {
    error: "It has more than 50 keys.",
    params: { code: "too_long", fix: "Use at most 50 keys." },
  })
  .openapi({ description: "Your own keys and values, given back in reads and events.", example: { order: "4711" } });

const zones = new Map<string, boolean>();
/** Whether the platform knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  let known = zones.get(zone);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      known = !/^[+-]/.test(zone); // offsets are no zones: they know no DST
    } catch {
      known = false;
    }
    if (zones.size > 2000) zones.clear(); // strangers name zones: bounded
    zones.set(zone, known);
  }
  return known;
}

export const timeZoneField = z
  .string()
  .max(64)
  .refine(isTimeZone, {
    error: "It is not an IANA time zone.",
    params: { code: "unknown_time_zone", fix: "Use a name such as Europe/Berlin." },
  })
  .openapi({ description: "IANA time zone.", example: "Europe/Berlin" });

export const languageField = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35)
  .openapi({ description: "BCP 47 language tag.", example: "en" });
