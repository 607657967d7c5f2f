import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** A change of one source file, applied as it is loaded. `find` stands in the file exactly once. */
export interface Patch {
  /** Below `api/src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * The shipped code has 64 shards, whose polls would be nearly all that happens in a small world. The simulation runs it with four: more of them fall together,
 * and a minute of the world costs a sixteenth.
 */
export const FEW_SHARDS: Patch = { file: "change.ts", find: "export const SHARDS = 64;", replace: "export const SHARDS = 4;" };

const SOURCES = new URL("../", import.meta.url);

/**
 * Lets the sources that are imported from now on be loaded with these patches. Nothing of it exists in the shipped code: what is patched is the text, on its
 * way into this process.
 * @throws {Error} where a patch does not fit any more.
 */
export function applyPatches(patches: readonly Patch[]): void {
  const patched = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const url = new URL(file, SOURCES);
    const text = patched.get(url.href) ?? readFileSync(fileURLToPath(url), "utf8");
    if (text.split(find).length !== 2)
      throw new Error(`${file} does not hold ${JSON.stringify(find)} exactly once: the patch must follow the code`);
    patched.set(
      url.href,
      text.replace(find, () => replace),
    );
  }
  registerHooks({
    load(url, context, next) {
      const text = patched.get(url);
      return text === undefined ? next(url, context) : { format: "module-typescript", source: text, shortCircuit: true };
    },
  });
}
