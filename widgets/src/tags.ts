/**
 * The prefix of tags, where it is one that a tag can begin with.
 *
 * @throws {TypeError} for any other
 */
export function checkedPrefix(prefix: string): string {
  if (!/^[a-z][a-z0-9]*$/.test(prefix))
    throw new TypeError("prefix must be lower-case letters and digits, and begin with a letter.");
  return prefix;
}

/**
 * Makes a tag known to the browser; one that is known stays as it is. A class may have one tag only: each tag has a class of its own. On a server there may be
 * nothing to make it known to, and nothing is done.
 */
export function defineTag(tag: string, Component: new () => HTMLElement): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (registry && !registry.get(tag)) registry.define(tag, class extends Component {});
}
