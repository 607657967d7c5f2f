import { PlacardErrorEvent } from "../events/error.ts";
import { configurePage, logout, type PageOptions } from "../session/page-options.ts";
import { checkedPrefix, defineTag } from "../tags.ts";

/** What a page says to the loader: how its widgets reach the API, and how their tags begin. */
export interface LoaderOptions extends PageOptions {
  /** How the tags begin that are looked for: `acme` for `<acme-composer>`; `placard` unless said. */
  readonly prefix?: string;
}

/**
 * The files of each widget beside this one, by the end of its tag: first its module, whose default is its class, then what that module needs. The bundle puts
 * them in (`packaging/bundle.ts`): their names are known when they are made.
 */
declare const WIDGET_FILES: Readonly<Record<string, readonly [string, ...string[]]>>;

let prefix = "placard";
/** Where widgets are looked for: the document, and shadow roots that the page named. */
const roots = new Set<Node>();
/** Tags that are being loaded. */
const loading = new Set<string>();

const observer =
  typeof document === "undefined"
    ? null // on a server
    : new MutationObserver(records => {
        for (const { addedNodes } of records) for (const node of addedNodes) look(node);
      });

/** Loads the widgets in a node, and defines their tags. */
function look(node: Node): void {
  if (!(node instanceof Element || node instanceof Document || node instanceof DocumentFragment)) return;
  for (const [name, files] of Object.entries(WIDGET_FILES)) {
    const tag = `${prefix}-${name}`;
    if ((node instanceof Element && node.localName === tag) || node.querySelector(tag)) void load(tag, files);
  }
}

async function load(tag: string, files: readonly [string, ...string[]]): Promise<void> {
  if (loading.has(tag) || customElements.get(tag)) return;
  loading.add(tag);
  const [module, ...others] = files.map(file => new URL(file, import.meta.url).href);
  // Its parts come at once, where the browser would find them one behind the other.
  for (const href of others) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  try {
    const { default: Component } = await import(module as string);
    defineTag(tag, Component);
  } catch (error) {
    for (const root of roots)
      for (const element of (root as ParentNode).querySelectorAll(tag)) element.dispatchEvent(new PlacardErrorEvent(error));
  } finally {
    // What could not be loaded is tried again when the page asks, or shows another.
    loading.delete(tag);
  }
}

/**
 * Looks for widgets in a shadow root, or anywhere else, from now on; what stands there already is loaded at once. The document is looked through without being
 * asked for.
 */
export function discover(root: Document | Element | ShadowRoot = document): void {
  roots.add(root);
  observer?.observe(root, { childList: true, subtree: true });
  look(root);
}

/**
 * Says how the widgets of this page reach the API, before or after they are there. Called again, the earlier session is logged out and the widgets begin anew.
 *
 * @example configure({ fetchToken: () => fetch("/placard-token", { method: "POST" }) });
 * @throws {TypeError} without `fetchToken`, unless it is a demo, and for a prefix that no tag can begin with
 */
export function configure({ prefix: wanted = prefix, ...options }: LoaderOptions): void {
  checkedPrefix(wanted);
  configurePage(options);
  prefix = wanted;
  for (const root of roots) look(root);
}

export { logout };

if (observer) discover();
