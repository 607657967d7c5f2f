import { type NetworkName, networks, type OptionDescriptor } from "@placard/networks";
import { z } from "zod";

const built = new Map<NetworkName, z.ZodObject>();

/** A network's options as a strict schema. The one place where descriptors become zod, and by zod JSON Schema. */
export function optionsSchema(network: NetworkName): z.ZodObject {
  let schema = built.get(network);
  if (!schema) {
    schema = z.strictObject(
      Object.fromEntries(
        networks[network].options.map(option => [option.name, fieldOf(option).optional().describe(option.description)]),
      ),
    );
    built.set(network, schema);
  }
  return schema;
}

/** Required options depend on the content type, so they are demanded by the network's validation, not here. */
function fieldOf(option: OptionDescriptor): z.ZodType {
  switch (option.type) {
    case "enum":
      return z.enum(option.values as [string, ...string[]]);
    case "boolean":
      return z.boolean();
    case "integer":
      return z
        .int()
        .min(option.min ?? Number.MIN_SAFE_INTEGER)
        .max(option.max ?? Number.MAX_SAFE_INTEGER);
    case "string": {
      const text = option.format === "uri" ? z.url({ protocol: /^https?$/ }) : option.format === "email" ? z.email() : z.string();
      const bounded = text.min(option.minLength ?? 0).max(option.maxLength ?? 5000);
      return option.pattern === undefined ? bounded : bounded.regex(new RegExp(option.pattern, "u"));
    }
    case "string_list": {
      const item = z.string().max(option.itemMaxLength ?? 500);
      return z
        .array(option.itemPattern === undefined ? item : item.regex(new RegExp(option.itemPattern, "u")))
        .min(option.minItems ?? 0)
        .max(option.maxItems ?? 100);
    }
  }
}
