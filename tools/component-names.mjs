// The very module that the API imports, so that its schemas are seen.
import { OpenAPIHono, z } from "../api/node_modules/@hono/zod-openapi/dist/index.mjs";

/**
 * Notes every schema that is given a component name from now on: call it before the API's modules are loaded. The framework keeps the first schema
 * of a name and drops the others in silence, so the document cannot tell.
 * @returns {() => string[]} gives the names that schemas share which are not the same
 */
export function watchComponentNames() {
  const named = new Map();
  const original = z.ZodType.prototype.openapi;
  z.ZodType.prototype.openapi = function (...args) {
    const schema = original.apply(this, args);
    if (typeof args[0] === "string") named.set(args[0], [...(named.get(args[0]) ?? []), schema]);
    return schema;
  };
  return () =>
    [...named].filter(([name, schemas]) => new Set(schemas.map(schema => shapeOf(name, schema))).size > 1).map(([name]) => name);
}

/** What a schema alone would be in the document. */
function shapeOf(name, schema) {
  const app = new OpenAPIHono();
  app.openAPIRegistry.register(name, schema);
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: name, version: "0" } });
  return JSON.stringify(document.components?.schemas?.[name]);
}
