import { PlacardCalendar } from "./calendar/placard-calendar.ts";
import { PlacardComposer } from "./composer/placard-composer.ts";
import { PlacardConnect } from "./connect/placard-connect.ts";
import { checkedPrefix, defineTag } from "./tags.ts";

/**
 * The widgets by the end of their tags. `pnpm widgets` makes from it each widget's own entry, the manifest and the React components. A class
 * stands in the module of its name, `composer/placard-composer.ts`.
 */
export const COMPONENTS = {
  calendar: PlacardCalendar,
  composer: PlacardComposer,
  connect: PlacardConnect,
} as const;
export type ComponentName = keyof typeof COMPONENTS;

type Tags = { [Name in ComponentName as `placard-${Name}`]: InstanceType<(typeof COMPONENTS)[Name]> };
declare global {
  interface HTMLElementTagNameMap extends Tags {}
}

/**
 * Makes the tags known to the browser: `<placard-connect>` and its siblings, or `<acme-connect>` with a prefix of your own. Known tags stay as they are.
 *
 * @throws {TypeError} for a prefix that no tag can begin with
 */
export function define({
  prefix = "placard",
  components = Object.keys(COMPONENTS) as ComponentName[],
}: {
  readonly prefix?: string;
  readonly components?: readonly ComponentName[];
} = {}): void {
  checkedPrefix(prefix);
  for (const name of components) defineTag(`${prefix}-${name}`, COMPONENTS[name]);
}
