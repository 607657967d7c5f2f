import { z } from "@hono/zod-openapi";
import type { Connector } from "@placard/connectors";
import { type NetworkName, networkNames, networks } from "@placard/networks";
import { organizationOperation } from "../../http/operation.ts";
import type { Module } from "../../module.ts";
import { notFound } from "../../problems.ts";
import { optionsSchema } from "./options.ts";

const tag = "Networks";
const facts = (description: string) => z.looseObject({}).openapi({ description, type: "object", additionalProperties: true });

export const NetworkSchema = z
  .object({
    network: z.enum(networkNames).openapi({ description: "Its name here.", example: "bluesky" }),
    label: z.string().openapi({ description: "As it writes itself.", example: "Bluesky" }),
    connectable: z.boolean().openapi({ description: "Whether this installation can connect accounts of it.", example: true }),
    as_of: z.string().openapi({ description: "The day these facts were last read at their sources.", example: "2026-08-31" }),
    rules: facts(
      "Limits of text, title, alt text, first comment, counts, media by content type. Lengths are in the unit the rule names, sizes in bytes, durations in ms.",
    ),
    capabilities: z
      .object({
        edit: z.boolean().openapi({ description: "A published post can be changed." }),
        delete: z.boolean().openapi({ description: "A published post can be deleted." }),
        threads: z.boolean().openapi({ description: "Posts can be threads." }),
        first_comment: z.boolean().openapi({ description: "A first comment can follow the post." }),
        absence_proof: z.enum(["key", "record_key", "container", "session", "none"]).openapi({
          description: "What proves after a lost answer that a post is not there. With `none` the target becomes `uncertain`.",
        }),
      })
      .openapi({ description: "What it can do." }),
    options: z
      .array(facts("One option: name, type, label, description, bounds."))
      .openapi({ description: "Its own options, for a form." }),
    options_schema: facts("The same options as JSON Schema."),
    connect: z
      .object({
        oauth: z.boolean().openapi({ description: "A person can be sent to it to agree." }),
        credentials: z
          .array(
            z.object({
              name: z.string().openapi({ description: "Key in `credentials`.", example: "app_password" }),
              label: z.string().openapi({ description: "For a form.", example: "App password" }),
              secret: z.boolean().openapi({ description: "Hide it while it is typed." }),
              description: z.string().openapi({ description: "Where to get it." }),
            }),
          )
          .openapi({ description: "What to send to connect without OAuth; empty where that is not possible." }),
      })
      .openapi({ description: "How accounts of it are connected." }),
  })
  .openapi("Network");

const ListSchema = z.object({ data: z.array(NetworkSchema) }).openapi("NetworkList");

/** Facts keep their structure; only their names become snake_case, as everything on the wire. */
function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      snakeCase(inner),
    ]),
  );
}

function toNetwork(name: NetworkName, connectors: ReadonlyMap<string, Connector>) {
  const {
    label,
    asOf,
    capabilities,
    options,
    text,
    title,
    altText,
    firstComment,
    counts,
    posting,
    defaultContentType,
    contentTypes,
    perAccount,
  } = networks[name];
  const connector = connectors.get(name);
  return {
    network: name,
    label,
    connectable: connector !== undefined,
    as_of: asOf,
    rules: snakeCase({ text, title, altText, firstComment, counts, posting, defaultContentType, contentTypes, perAccount }),
    capabilities: snakeCase(capabilities),
    options: snakeCase(options),
    options_schema: z.toJSONSchema(optionsSchema(name)),
    connect: { oauth: Boolean(connector?.oauth), credentials: connector?.credentials?.fields ?? [] },
  };
}

export const networksModule: Module = {
  tag: {
    name: tag,
    description: "What each social network allows: the facts that validation, counters and forms are made from.",
  },
  operations: [
    organizationOperation(
      {
        id: "networks.list",
        method: "get",
        path: "/v1/networks",
        tag,
        summary: "List the networks",
        description: "All networks with their rules and options. It is one short list, without pages.",
        scopes: ["networks:read"],
        answer: { status: 200, schema: ListSchema, description: "The networks." },
        problems: [],
      },
      async ctx => ({ body: { data: networkNames.map(name => toNetwork(name, ctx.connectors)) } }),
    ),
    organizationOperation(
      {
        id: "networks.get",
        method: "get",
        path: "/v1/networks/{network}",
        tag,
        summary: "Read one network",
        description: "Rules, capabilities and options of one network.",
        scopes: ["networks:read"],
        params: z.object({ network: z.string().openapi({ description: "Its name.", example: "bluesky" }) }),
        answer: { status: 200, schema: NetworkSchema, description: "The network." },
        problems: ["not_found"],
      },
      async (ctx, { params }) => {
        const name = networkNames.find(network => network === params.network);
        if (!name) throw notFound("network");
        return { body: toNetwork(name, ctx.connectors) };
      },
    ),
  ],
};
