import { parseArgs } from "node:util";

type Kind = "number" | "text" | "flag";
type Value<K extends Kind> = K extends "number" ? number : K extends "text" ? string : boolean;

/**
 * The options of a contributor's tool, `--seeds 1000` or `--mutants`: whole numbers from 1 on, texts and flags. With one that it does not know, or a number
 * that is none, it says so with its usage and ends with status 2; with `--help` it shows its usage.
 */
export function toolOptions<O extends { readonly [name: string]: Kind }>(
  usage: string,
  kinds: O,
): { readonly [N in keyof O]?: Value<O[N]> } {
  const types = Object.entries(kinds).map(([name, kind]) => [name, { type: kind === "flag" ? "boolean" : "string" }] as const);
  try {
    const { values } = parseArgs({ options: { ...Object.fromEntries(types), help: { type: "boolean", short: "h" } } });
    if (values.help === true) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    const read = Object.entries(values).map(([name, value]) => {
      if (kinds[name] !== "number") return [name, value];
      if (!/^[1-9]\d{0,14}$/.test(String(value))) throw new Error(`--${name} takes a whole number from 1 on, not '${value}'.`);
      return [name, Number(value)];
    });
    return Object.fromEntries(read);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}\n`);
    process.exit(2);
  }
}
