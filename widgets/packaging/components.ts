import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMPONENTS } from "../src/define.ts";

/** The folder of this package. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A widget of the table in `src/define.ts`. */
export interface Component {
  /** The end of its tag. */
  readonly name: string;
  readonly className: string;
  /** Its module, from the package's folder. */
  readonly module: string;
}

/** All widgets there are. */
export const components: readonly Component[] = Object.entries(COMPONENTS).map(([name, { name: className }]) => {
  const module = `src/${name}/placard-${name}.ts`;
  if (!existsSync(`${ROOT}${module}`)) throw new Error(`${className} is in src/define.ts, so it should stand in ${module}.`);
  return { name, className, module };
});
