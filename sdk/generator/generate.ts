import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import {
  componentName,
  METHODS,
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type PathItem,
  type Placed,
  resolve,
  type Schema,
} from "./document.ts";

/** The files of `sdk/src/generated`, by name. */
export interface Generated {
  readonly "types.ts": string;
  readonly "operations.ts": string;
}

const HEADER = "// Generated from openapi/openapi.json by `pnpm openapi`. Do not edit.\n";

/**
 * Makes the SDK's types and table of operations from the document.
 * @throws {Error} naming the operation that the client has no manner for
 */
export async function generate(document: OpenApiDocument): Promise<Generated> {
  const operations = operationsFile(document); // first: its errors name the operation
  const nodes = await openapiTS(typedPart(document) as Parameters<typeof openapiTS>[0], {
    defaultNonNullable: false, // a default makes an input optional, never an answer's field
    emptyObjectsUnknown: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
    transform: schema => (schema.format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined),
  });
  return { "types.ts": `${HEADER}\n${astToString(nodes)}`, "operations.ts": operations };
}

/**
 * The part of a document that becomes types: what an operation takes and its success. Headers and problems are the client's own to handle, and
 * described again at every operation they would be more than half of the file that editors load.
 */
function typedPart(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.fromEntries(Object.entries(document.paths ?? {}).map(([path, item]) => [path, typedItem(item)]));
  return structuredClone({ ...document, paths, webhooks: {} }); // a webhook's body is a component
}

function typedItem(item: PathItem): PathItem {
  const operations = METHODS.flatMap(method => {
    const operation = item[method];
    if (!operation) return [];
    const { operationId, requestBody } = operation;
    const parameters = operation.parameters?.filter(parameter => parameter.in === "path" || parameter.in === "query");
    const responses = Object.fromEntries(
      Object.entries(operation.responses ?? {})
        .filter(([status]) => status.startsWith("2"))
        .map(([status, { content }]) => [status, { description: "", ...(content && { content }) }]),
    );
    return [[method, { operationId, parameters, requestBody, responses }] as const];
  });
  return Object.fromEntries(operations);
}

/** What code written with the SDK can name: its types, and the line of each operation, which says what its method takes and gives. */
export interface Surface {
  readonly types: ReadonlySet<string>;
  readonly lines: ReadonlyMap<string, string>;
}

/** The surface that {@link generate} makes of a document. */
export function surfaceOf(document: OpenApiDocument): Surface {
  const entries = operationsOf(document).map(placed => entryOf(document, placed, new Set()));
  const aliases = entries.flatMap(entry => entry.aliases.map(aliasName));
  return {
    types: new Set([...Object.keys(document.components?.schemas ?? {}), ...aliases]),
    lines: new Map(entries.map(entry => [entry.id, entry.line])),
  };
}

const aliasName = (alias: string): string => /^export type (\w+)/.exec(alias)?.[1] ?? "";

/** What one operation becomes. */
interface Entry {
  readonly id: string;
  readonly line: string;
  readonly signature: string;
  readonly comment: string;
  /** Type aliases the signature uses. */
  readonly aliases: readonly string[];
}

interface Branch {
  readonly entries: Map<string, Entry | Branch>;
}

const isEntry = (node: Entry | Branch): node is Entry => "line" in node;

/** Names the client already has beside the operations. */
const TAKEN = new Set(["workspace", "constructor", "then"]);

function operationsFile(document: OpenApiDocument): string {
  const components = new Set(Object.keys(document.components?.schemas ?? {}));
  const used = new Set<string>();
  const entries = operationsOf(document).map(placed => entryOf(document, placed, used));
  const aliases = entries.flatMap(entry => entry.aliases);
  for (const name of aliases.map(aliasName))
    if (components.has(name)) throw new Error(`The component ${name} has the name of an operation's own type.`);
  const root: Branch = { entries: new Map() };
  for (const entry of entries) place(root, entry, entry.id.split("."));
  const events = eventsOf(document, used);
  const runtime = ["Call", "List", "EventStream"].filter(name => entries.some(entry => entry.signature.includes(`${name}<`)));
  const modules: Record<string, string> = { Call: "../call.ts", List: "../list.ts", EventStream: "../stream.ts" };
  const options = ["CallOptions", "QueryOf", "StreamOptions"].filter(name =>
    entries.some(entry => [entry.signature, ...entry.aliases].some(text => text.includes(name))),
  );
  return [
    HEADER,
    ...runtime.map(name => `import type { ${name} } from "${modules[name]}";`),
    ...(options.length > 0 ? [`import type { ${options.join(", ")} } from "../options.ts";`] : []),
    `import type { ${[...used, ...(aliases.length > 0 ? ["operations as Ids"] : [])].sort().join(", ")} } from "./types.ts";`,
    "",
    "/** Every operation as a line: method, path, and what it takes and gives (see `Line`). */",
    `export const table = ${tableOf(root, "")} as const;`,
    "",
    "/** The method of every operation. */",
    `export interface Operations ${interfaceOf(root, "")}`,
    "",
    "/** The method of every line. */",
    "export interface Lines {",
    ...entries.map(
      entry =>
        `  ${JSON.stringify(entry.line)}: Operations${entry.id
          .split(".")
          .map(word => `["${word}"]`)
          .join("")};`,
    ),
    "}",
    "",
    "/** The body of every type of event, as webhooks carry it. */",
    "export interface WebhookEvents {",
    ...events,
    "}",
    "",
    ...aliases,
    "",
  ].join("\n");
}

function place(branch: Branch, entry: Entry, [head, ...rest]: readonly string[]): void {
  if (head === undefined || !/^[a-z][A-Za-z0-9]*$/.test(head)) throw new Error(`${entry.id} is not a name for a method.`);
  if (TAKEN.has(head)) throw new Error(`${entry.id}: the client has a ${head} of its own.`);
  const known = branch.entries.get(head);
  if (rest.length === 0) {
    if (known) throw new Error(`${entry.id} is there twice, or is a group and a method.`);
    branch.entries.set(head, entry);
    return;
  }
  const group = known ?? { entries: new Map() };
  if (isEntry(group)) throw new Error(`${group.id} is a group and a method.`);
  branch.entries.set(head, group);
  place(group, entry, rest);
}

function tableOf(branch: Branch, indent: string): string {
  const inner = `${indent}  `;
  const rows = [...branch.entries].map(
    ([name, node]) => `${inner}${name}: ${isEntry(node) ? JSON.stringify(node.line) : tableOf(node, inner)},`,
  );
  return `{\n${rows.join("\n")}\n${indent}}`;
}

function interfaceOf(branch: Branch, indent: string): string {
  const inner = `${indent}  `;
  const rows = [...branch.entries].map(([name, node]) =>
    isEntry(node)
      ? `${commented(node.comment, inner)}${inner}readonly ${name}: ${node.signature};`
      : `${inner}readonly ${name}: ${interfaceOf(node, inner)};`,
  );
  return `{\n${rows.join("\n")}\n${indent}}`;
}

function commented(text: string, indent: string): string {
  const lines = text.replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`${indent}/**`, ...lines.map(line => `${indent} * ${line}`.trimEnd()), `${indent} */`, ""].join("\n");
}

const EVENT_STREAM = "text/event-stream";
const JSON_TYPE = "application/json";
const FORM_TYPE = "multipart/form-data";
const CSV_TYPE = "text/csv";
const STREAMED = "Event";

function entryOf(document: OpenApiDocument, { id, method, path, operation }: Placed, used: Set<string>): Entry {
  const aliases: string[] = [];
  const pascal = id
    .split(".")
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  const named = (suffix: string, schema: Schema | undefined, type: string): string => {
    const component = componentName(schema);
    if (component !== null) {
      used.add(component);
      return component;
    }
    aliases.push(`export type ${pascal}${suffix} = ${type};`);
    return pascal + suffix;
  };
  const self = `Ids[${JSON.stringify(id)}]`;

  const parameters: string[] = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => {
    const schema = operation.parameters?.find(parameter => parameter.in === "path" && parameter.name === name)?.schema;
    if (!schema) throw new Error(`${id}: the path parameter ${name} is not described.`);
    const plain = schema.type === "string" && !schema.enum && schema.const === undefined;
    return `${camel(name)}: ${plain ? "string" : `${self}["parameters"]["path"]["${name}"]`}`;
  });

  const takes = inputsOf(id, operation);
  for (const { kind, required, schema } of takes) {
    const body = (type: string) => named("Body", schema, `NonNullable<${self}["requestBody"]>["content"]["${type}"]`);
    const type = {
      query: () => named("Query", schema, `QueryOf<NonNullable<${self}["parameters"]["query"]>>`),
      form: () => body(FORM_TYPE),
      body: () => body(JSON_TYPE),
      csv: () => "string | Blob",
    }[kind]();
    parameters.push(`${kind}${required ? "" : "?"}: ${type}`);
  }

  const answer = answerOf(document, id, operation);
  const keyed = operation.parameters?.some(parameter => parameter.in === "header" && parameter.name === "Idempotency-Key");
  const marks = [
    ...takes.map(({ kind }) => kind),
    keyed && "keyed",
    answer.kind === "page" && "page",
    answer.kind === "stream" && "stream",
  ].filter(Boolean);
  parameters.push(`options?: ${answer.kind === "stream" ? "StreamOptions" : "CallOptions"}`);

  const content = `${self}["responses"][${answer.status}]["content"]["${answer.contentType}"]`;
  const gives = {
    nothing: () => "Call<void>",
    text: () => "Call<string>",
    json: () => `Call<${named("Answer", answer.schema, content)}>`,
    page: () => `List<${named("Answer", answer.schema, content)}>`,
    stream: () => `EventStream<${named("Event", answer.schema, content)}>`,
  }[answer.kind]();

  return {
    id,
    line: [method.toUpperCase(), path, ...marks].join(" "),
    signature: `(${parameters.join(", ")}) => ${gives}`,
    comment: [...new Set([operation.summary, operation.description])].filter(Boolean).join("\n\n"),
    aliases,
  };
}

const camel = (name: string): string => name.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What an operation takes beside its path. */
interface InputShape {
  readonly kind: "body" | "form" | "csv" | "query";
  readonly required: boolean;
  readonly schema: Schema | undefined;
}

/** The one object an operation takes, or none; a CSV and then a query. */
function inputsOf(id: string, operation: Operation): readonly InputShape[] {
  const asked = (operation.parameters ?? []).filter(parameter => parameter.in === "query");
  const query: readonly InputShape[] =
    asked.length > 0 ? [{ kind: "query", required: asked.some(parameter => parameter.required), schema: undefined }] : [];
  const body = operation.requestBody;
  if (!body) return query;
  const types = Object.keys(body.content);
  const [type = ""] = types;
  if (types.length === 1 && type === CSV_TYPE) return [{ kind: "csv", required: true, schema: undefined }, ...query];
  if (query.length > 0) throw new Error(`${id} takes a body and a query: the client has one place for both.`);
  if (types.length !== 1 || (type !== JSON_TYPE && type !== FORM_TYPE))
    throw new Error(`${id} takes ${types.join(" or ")}: the client sends ${JSON_TYPE}, ${FORM_TYPE} or ${CSV_TYPE} only.`);
  return [{ kind: type === FORM_TYPE ? "form" : "body", required: body.required === true, schema: body.content[type]?.schema }];
}

interface AnswerShape {
  readonly kind: "nothing" | "text" | "json" | "page" | "stream";
  readonly status: string;
  readonly contentType: string;
  readonly schema: Schema | undefined;
}

function answerOf(document: OpenApiDocument, id: string, operation: Operation): AnswerShape {
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith("2"));
  const [success] = successes;
  if (!success || successes.length > 1) throw new Error(`${id} must have one answer of success.`);
  const [status, { content = {} }] = success;
  const types = Object.keys(content);
  const [contentType = ""] = types;
  if (types.length > 1) throw new Error(`${id} answers in several media types.`);
  const schema = content[contentType]?.schema;
  const shape = (kind: AnswerShape["kind"]): AnswerShape => ({ kind, status, contentType, schema });
  if (types.length === 0) return shape("nothing");
  if (contentType === EVENT_STREAM) return { ...shape("stream"), schema: messageSchema(document, id, schema) };
  if (contentType !== JSON_TYPE) return shape(/\bjson\b/.test(contentType) ? "json" : "text");
  const fields = schema ? resolve(document, schema).properties : undefined;
  const paged = operation.parameters?.some(parameter => parameter.in === "query" && parameter.name === "cursor");
  return shape(paged && fields && "data" in fields && "next_cursor" in fields ? "page" : "json");
}

/**
 * What the messages of a stream carry: its schema, or the component `Event` where the stream is described as the text it is.
 * (OpenAPI 3.1 has no place for both; 3.2 calls it `itemSchema`.)
 */
function messageSchema(document: OpenApiDocument, id: string, schema: Schema | undefined): Schema | undefined {
  if (schema?.type !== "string") return schema;
  if (!document.components?.schemas?.[STREAMED]) throw new Error(`${id} streams text, and there is no component ${STREAMED}.`);
  return { $ref: `#/components/schemas/${STREAMED}` };
}

function eventsOf(document: OpenApiDocument, used: Set<string>): string[] {
  return Object.entries(document.webhooks ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, item]) => {
      const component = componentName(item.post?.requestBody?.content[JSON_TYPE]?.schema);
      if (component === null) throw new Error(`The webhook ${type} must have a named schema.`);
      used.add(component);
      return `  ${JSON.stringify(type)}: ${component};`;
    });
}
