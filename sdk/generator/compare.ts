import { componentName, type OpenApiDocument, operationsOf, type Placed, resolve, type Schema } from "./document.ts";
import { surfaceOf } from "./generate.ts";

/** What a change asks of callers. */
export type Weight = "breaking" | "addition";

/** One difference between two documents. `where` names the operation, event or component and the field in it. */
export interface Difference {
  readonly weight: Weight;
  readonly where: string;
  readonly what: string;
}

/** An input may become wider, an output narrower; the other way round breaks callers. */
type Direction = "input" | "output";

/**
 * Every difference that matters to callers of the API or to code written with the SDK, from `before` to `after`.
 * Wording (descriptions, examples, order) is no difference.
 */
export function compare(before: OpenApiDocument, after: OpenApiDocument): Difference[] {
  const found = new Differences(before, after);
  found.operations();
  found.webhooks();
  found.surface();
  return found.list;
}

class Differences {
  readonly list: Difference[] = [];
  readonly #before: OpenApiDocument;
  readonly #after: OpenApiDocument;
  /** Pairs being compared, so that a schema that contains itself ends. */
  readonly #open = new Set<string>();

  constructor(before: OpenApiDocument, after: OpenApiDocument) {
    this.#before = before;
    this.#after = after;
  }

  operations(): void {
    const after = new Map(operationsOf(this.#after).map(placed => [placed.id, placed]));
    const before = new Map(operationsOf(this.#before).map(placed => [placed.id, placed]));
    for (const [id, old] of before) {
      const now = after.get(id);
      if (!now) this.#breaks(id, "is gone");
      else this.#operation(old, now);
    }
    for (const id of after.keys()) if (!before.has(id)) this.#adds(id, "is new");
  }

  /**
   * What answers alone do not show: a component renamed is a type gone from code that names it, and a method that gives a list of pages, a stream
   * or one answer is another method when it gives another of them.
   */
  surface(): void {
    const [before, after] = [surfaceOf(this.#before), surfaceOf(this.#after)];
    for (const name of before.types) if (!after.types.has(name)) this.#breaks(name, "is no type of the SDK any more");
    for (const [id, line] of before.lines) {
      const now = after.lines.get(id)?.split(" ").slice(2) ?? [];
      const was = line.split(" ").slice(2);
      for (const mark of ["page", "stream"])
        if (after.lines.has(id) && was.includes(mark) !== now.includes(mark))
          this.#breaks(id, was.includes(mark) ? `gives no ${mark} any more` : `gives a ${mark} now`);
    }
  }

  webhooks(): void {
    const before = this.#before.webhooks ?? {};
    const after = this.#after.webhooks ?? {};
    for (const [type, old] of Object.entries(before)) {
      const now = after[type];
      if (!now) this.#breaks(`webhook ${type}`, "is gone");
      else this.#content(`webhook ${type}`, old.post?.requestBody?.content, now.post?.requestBody?.content, "output");
    }
    for (const type of Object.keys(after)) if (!(type in before)) this.#adds(`webhook ${type}`, "is new");
  }

  #operation(old: Placed, now: Placed): void {
    const { id } = old;
    if (old.method !== now.method || old.path !== now.path)
      this.#breaks(id, `moved from ${old.method.toUpperCase()} ${old.path} to ${now.method.toUpperCase()} ${now.path}`);
    const [was, is] = [old.operation, now.operation];
    if (was["x-access"] !== is["x-access"]) this.#breaks(id, `is for ${is["x-access"]} instead of ${was["x-access"]}`);
    for (const scope of is["x-scopes"] ?? []) if (!was["x-scopes"]?.includes(scope)) this.#breaks(id, `needs the scope ${scope}`);
    this.#parameters(old, now);
    this.#body(old, now);
    this.#answers(old, now);
  }

  #parameters(old: Placed, now: Placed): void {
    const key = ({ name, in: place }: { name: string; in: string }): string =>
      `${place} ${place === "header" ? name.toLowerCase() : name}`;
    const before = new Map((old.operation.parameters ?? []).map(parameter => [key(parameter), parameter]));
    const after = new Map((now.operation.parameters ?? []).map(parameter => [key(parameter), parameter]));
    for (const [name, was] of before) {
      const is = after.get(name);
      const where = `${old.id} ${name}`;
      if (!is) this.#breaks(where, "is gone");
      else {
        if (is.required && !was.required) this.#breaks(where, "is required now");
        this.#schemas(where, was.schema, is.schema, "input");
      }
    }
    for (const [name, is] of after) {
      if (before.has(name)) continue;
      if (is.required) this.#breaks(`${old.id} ${name}`, "is new and required");
      else this.#adds(`${old.id} ${name}`, "is new");
    }
  }

  #body(old: Placed, now: Placed): void {
    const [was, is] = [old.operation.requestBody, now.operation.requestBody];
    const where = `${old.id} body`;
    if (is?.required && !was?.required) this.#breaks(where, "is required now");
    else if (is && !was) this.#adds(where, "is new");
    if (was && !is) this.#breaks(where, "is gone");
    if (was && is) this.#content(where, was.content, is.content, "input");
  }

  #answers(old: Placed, now: Placed): void {
    const [was, is] = [old.operation.responses ?? {}, now.operation.responses ?? {}];
    for (const [status, answer] of Object.entries(was)) {
      if (!status.startsWith("2")) continue; // which problems an operation gives is prose; their codes are an enum of Problem
      const next = is[status];
      if (!next) this.#breaks(old.id, `answers ${status} no more`);
      else this.#content(`${old.id} answer`, answer.content, next.content, "output");
    }
    for (const status of Object.keys(is))
      if (status.startsWith("2") && !(status in was)) this.#breaks(old.id, `answers ${status}, which callers do not know`);
    const problem = (placed: Placed) =>
      Object.entries(placed.operation.responses ?? {}).find(([status]) => status.startsWith("4"))?.[1].content;
    this.#content(`${old.id} problem`, problem(old), problem(now), "output");
  }

  #content(where: string, before: Content = {}, after: Content = {}, direction: Direction): void {
    for (const [type, media] of Object.entries(before)) {
      const next = after[type];
      if (!next) this.#breaks(where, `is ${type} no more`);
      else this.#schemas(where, media.schema, next.schema, direction);
    }
    for (const type of Object.keys(after)) if (!(type in before)) this.#adds(where, `can be ${type}`);
  }

  #schemas(where: string, before: Schema | undefined, after: Schema | undefined, direction: Direction): void {
    if (!before || !after) {
      if (before || after) this.#breaks(where, after ? "has a schema now" : "has no schema any more");
      return;
    }
    const names = `${componentName(before)} ${componentName(after)} ${direction}`;
    const named = componentName(before) !== null && componentName(after) !== null;
    // A component is told of once, under its own name.
    if (named && this.#open.has(names)) return;
    if (named) this.#open.add(names);
    const place = named && componentName(before) === componentName(after) ? `${componentName(before)} (${direction})` : where;
    this.#schema(place, resolve(this.#before, before), resolve(this.#after, after), direction);
  }

  #schema(where: string, before: Schema, after: Schema, direction: Direction): void {
    this.#types(where, before, after, direction);
    this.#values(where, before, after, direction);
    this.#properties(where, before, after, direction);
    if (before.items || after.items) this.#schemas(`${where}[]`, before.items ?? {}, after.items ?? {}, direction);
    for (const kind of ["allOf", "anyOf", "oneOf"] as const)
      this.#variants(where, before[kind] ?? [], after[kind] ?? [], kind, direction);
    if (direction === "input") this.#limits(where, before, after);
    if (before.format !== after.format && before.format !== undefined)
      this.#breaks(where, `has the format ${after.format ?? "none"} instead of ${before.format}`);
  }

  #types(where: string, before: Schema, after: Schema, direction: Direction): void {
    const [was, is] = [typesOf(before), typesOf(after)];
    if (was === null && is === null) return;
    const gone = was === null ? [] : was.filter(type => !accepts(is, type));
    const fresh = is === null ? (was === null ? [] : ["anything"]) : is.filter(type => !accepts(was, type));
    if (gone.length > 0)
      this.#says(direction === "input" ? "breaking" : "addition", where, `can be ${gone.join(" and ")} no more`);
    else if (was === null && is !== null)
      this.#says(direction === "input" ? "breaking" : "addition", where, `must be ${is.join(" or ")}`);
    if (fresh.length > 0 && was !== null)
      this.#says(direction === "input" ? "addition" : "breaking", where, `can be ${fresh.join(" and ")}`);
  }

  /** Callers are told to expect new values of an answer's enum; a value that goes breaks code that names it. */
  #values(where: string, before: Schema, after: Schema, direction: Direction): void {
    const [was, is] = [valuesOf(before), valuesOf(after)];
    if (was === null && is === null) return;
    if (was === null)
      return void this.#says(direction === "input" ? "breaking" : "addition", where, "takes only listed values now");
    if (is === null)
      return void this.#says(direction === "input" ? "addition" : "breaking", where, "has no list of values any more");
    for (const value of was) if (!is.includes(value)) this.#breaks(where, `has no value ${value} any more`);
    for (const value of is) if (!was.includes(value)) this.#adds(where, `has the new value ${value}`);
  }

  #properties(where: string, before: Schema, after: Schema, direction: Direction): void {
    const [was, is] = [before.properties ?? {}, after.properties ?? {}];
    const needed = (schema: Schema, name: string): boolean => schema.required?.includes(name) ?? false;
    for (const [name, old] of Object.entries(was)) {
      const now = is[name];
      const field = `${where}.${name}`;
      if (!now) {
        this.#breaks(field, "is gone");
        continue;
      }
      if (direction === "input" && needed(after, name) && !needed(before, name)) this.#breaks(field, "is required now");
      if (direction === "input" && !needed(after, name) && needed(before, name)) this.#adds(field, "is optional now");
      if (direction === "output" && !needed(after, name) && needed(before, name)) this.#breaks(field, "may be missing now");
      this.#schemas(field, old, now, direction);
    }
    for (const name of Object.keys(is)) {
      if (name in was) continue;
      if (direction === "input" && needed(after, name)) this.#breaks(`${where}.${name}`, "is new and required");
      else this.#adds(`${where}.${name}`, "is new");
    }
    const open = (schema: Schema): boolean => schema.additionalProperties !== false;
    if (direction === "input" && open(before) && !open(after)) this.#breaks(where, "refuses unknown fields now");
    if (typeof before.additionalProperties === "object" && typeof after.additionalProperties === "object")
      this.#schemas(`${where}.*`, before.additionalProperties, after.additionalProperties, direction);
  }

  /** Variants are told apart by their component, or by what they are. */
  #variants(
    where: string,
    before: readonly Schema[],
    after: readonly Schema[],
    kind: "allOf" | "anyOf" | "oneOf",
    direction: Direction,
  ): void {
    const key = (document: OpenApiDocument) => (schema: Schema) => componentName(schema) ?? signature(document, schema);
    const was = new Map(before.map(schema => [key(this.#before)(schema), schema]));
    const is = new Map(after.map(schema => [key(this.#after)(schema), schema]));
    // A part of allOf that goes is less to give (input) or less that is given (output); for a variant it is the other way round.
    const narrower: Weight = direction === "input" ? "breaking" : "addition";
    const wider: Weight = direction === "input" ? "addition" : "breaking";
    for (const [name, schema] of was) {
      const next = is.get(name);
      if (next) this.#schemas(`${where} (${label(name)})`, schema, next, direction);
      else this.#says(kind === "allOf" ? wider : narrower, where, `is ${label(name)} no more`);
    }
    for (const name of is.keys())
      if (!was.has(name)) this.#says(kind === "allOf" ? narrower : wider, where, `can be ${label(name)}`);
  }

  #limits(where: string, before: Schema, after: Schema): void {
    for (const name of ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const)
      this.#limit(where, name, before[name], after[name], (was, is) => is > was);
    for (const name of ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const)
      this.#limit(where, name, before[name], after[name], (was, is) => is < was);
    if (after.pattern !== undefined && after.pattern !== before.pattern) this.#breaks(where, `must match ${after.pattern}`);
    if (after.format !== undefined && before.format === undefined) this.#breaks(where, `must be a ${after.format}`);
    if (after.uniqueItems && !before.uniqueItems) this.#breaks(where, "must not repeat items");
  }

  #limit(
    where: string,
    name: string,
    was: number | undefined,
    is: number | undefined,
    tighter: (was: number, is: number) => boolean,
  ): void {
    if (is === was) return;
    if (is === undefined) this.#adds(where, `has no ${name} any more`);
    else if (was === undefined) this.#breaks(where, `has the ${name} ${is}`);
    else this.#says(tighter(was, is) ? "breaking" : "addition", where, `has the ${name} ${is} instead of ${was}`);
  }

  #breaks(where: string, what: string): void {
    this.#says("breaking", where, what);
  }

  #adds(where: string, what: string): void {
    this.#says("addition", where, what);
  }

  #says(weight: Weight, where: string, what: string): void {
    this.list.push({ weight, where, what });
  }
}

type Content = NonNullable<Placed["operation"]["requestBody"]>["content"] | undefined;

const label = (name: string): string => (name.length > 60 ? `${name.slice(0, 57)}…` : name);

/** The types a schema says; null for none, which is all. */
function typesOf(schema: Schema): readonly string[] | null {
  if (schema.type === undefined) return null;
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

const accepts = (types: readonly string[] | null, type: string): boolean =>
  types === null || types.includes(type) || (type === "integer" && types.includes("number"));

function valuesOf(schema: Schema): readonly string[] | null {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  return schema.enum ? schema.enum.map(value => JSON.stringify(value)) : null;
}

/** What tells an unnamed variant from its siblings: its tag where it has one, else all that it is but its wording. */
function signature(document: OpenApiDocument, schema: Schema): string {
  const tags = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const values = valuesOf(resolve(document, field));
    return values?.length === 1 ? [`${name}: ${values[0]}`] : [];
  });
  if (tags.length > 0) return tags.join(", ");
  if (schema.type && !schema.properties) return [schema.type].flat().join(" or ");
  return JSON.stringify(schema, (key, value: unknown) =>
    ["description", "example", "examples", "title"].includes(key) ? undefined : value,
  );
}
