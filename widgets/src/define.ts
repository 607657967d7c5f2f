import { PlacardCalendar } from "./calendar/placard-calendar.ts";
import { PlacardComposer } from "./composer/placard-composer.ts";
import { PlacardConnect } from "./connect/placard-connect.ts";

/** The widgets by the end of their tags. */
const COMPONENTS = {
  calendar: PlacardCalendar,
  composer: PlacardComposer,
  connect: PlacardConnect,
} as const;
export type ComponentName = keyof typeof COMPONENTS;

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
  if (!/^[a-z][a-z0-9]*$/.test(prefix))
    throw new TypeError("prefix must be lower-case letters and digits, and begin with a letter.");
  for (const name of components) defineOne(`${prefix}-${name}`, COMPONENTS[name]);
}

/** A class may have one tag only: each tag has a class of its own. */
function defineOne(tag: string, Component: new () => HTMLElement): void {
  if (!customElements.get(tag)) customElements.define(tag, class extends Component {});
}
