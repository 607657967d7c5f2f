/** The parts of an OpenAPI 3.1 document that the generator and the contract check read. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly webhooks?: Readonly<Record<string, PathItem>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export type Method = "get" | "post" | "put" | "patch" | "delete";
export const METHODS: readonly Method[] = ["get", "post", "put", "patch", "delete"];

export type PathItem = { readonly [M in Method]?: Operation };

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, MediaType>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, MediaType>> }>>;
  readonly "x-scopes"?: readonly string[];
  readonly "x-access"?: string;
  readonly "x-problems"?: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface MediaType {
  readonly schema?: Schema;
}

/** A JSON Schema (2020-12), as far as it is looked into. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** One operation with where it stands in the document. */
export interface Placed {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

/** Every operation under `paths`, ordered by its id. @throws {Error} for one without an id */
export function operationsOf(document: OpenApiDocument): Placed[] {
  const found: Placed[] = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      if (!operation.operationId) throw new Error(`${method.toUpperCase()} ${path} has no operationId.`);
      found.push({ id: operation.operationId, method, path, operation });
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const COMPONENT = "#/components/schemas/";

/** The name of the component a schema refers to, or null for a schema in place. */
export function componentName(schema: Schema | undefined): string | null {
  return schema?.$ref?.startsWith(COMPONENT) ? schema.$ref.slice(COMPONENT.length) : null;
}

/** The schema itself, where it refers to a component. @throws {Error} for a reference to nothing */
export function resolve(document: OpenApiDocument, schema: Schema): Schema {
  const name = componentName(schema);
  if (name === null) return schema;
  const component = document.components?.schemas?.[name];
  if (!component) throw new Error(`There is no component ${name}.`);
  return resolve(document, component);
}
