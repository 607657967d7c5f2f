import type { ReactiveController } from "lit";
import type { PlacardElement } from "../element/placard-element.ts";
import { luminance } from "./colour.ts";
import { resolveColour } from "./resolve-colour.ts";
import { themeCss } from "./theme.ts";
import { type Scheme, TOKENS, type Token } from "./tokens.ts";

/** Hosts whose theme follows the page; looked at again together when the page changes. */
const hosts = new Set<() => void>();
let watching: (() => void) | null = null;

/** Attributes by which pages switch their scheme: on the root, the body, or any element that holds a widget. */
const SWITCHES = ["class", "style", "data-theme", "data-mode", "data-color-scheme", "data-bs-theme"];

function watchPage(): () => void {
  let asked = false;
  const look = (): void => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      for (const update of hosts) update();
    });
  };
  const observer = new MutationObserver(look);
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributes: true, attributeFilter: SWITCHES });
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map(query => matchMedia(query));
  for (const query of queries) query.addEventListener("change", look);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", look);
  };
}

/** Keeps a stylesheet of the host's root in step with what the page, the brand and the person chose. */
export class ThemeController implements ReactiveController {
  readonly #host: PlacardElement;
  #sheet: CSSStyleSheet | null = null;
  #css = "";

  constructor(host: PlacardElement) {
    this.#host = host;
    host.addController(this);
  }

  readonly #update = (): void => {
    const host = this.#host;
    if (!host.isConnected) return;
    const styles = getComputedStyle(host);
    const brand = host.brandTokens;
    const chosen: Partial<Record<Token, string>> = {};
    for (const token of TOKENS) {
      const name = `--placard-${token}` as const;
      const value = styles.getPropertyValue(name).trim() || brand[name];
      if (value) chosen[token] = value;
    }
    const css = themeCss({
      scheme: schemeOf(host),
      chosen,
      compact: host.density === "compact",
      resolve: resolveColour,
    });
    if (css === this.#css) return;
    this.#css = css;
    this.#adopt().replaceSync(css);
  };

  #adopt(): CSSStyleSheet {
    if (this.#sheet) return this.#sheet;
    this.#sheet = new CSSStyleSheet();
    const root = this.#host.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    return this.#sheet;
  }

  hostConnected(): void {
    hosts.add(this.#update);
    watching ??= watchPage();
  }

  hostDisconnected(): void {
    hosts.delete(this.#update);
    if (hosts.size > 0) return;
    watching?.();
    watching = null;
  }

  /** Before the host paints: what it renders first is in its own colours already. */
  hostUpdate(): void {
    this.#update();
  }
}

/**
 * As said by `theme`; `auto` follows the page's own `color-scheme`, which may leave it to the system. A page that says nothing is as light or dark as the ground
 * it has painted behind the widget; without one it is white, whatever the system prefers.
 */
function schemeOf(host: PlacardElement): Scheme {
  if (host.theme === "light" || host.theme === "dark") return host.theme;
  const says = getComputedStyle(around(host) ?? host).colorScheme;
  if (says !== "normal") return schemeSaid(says);
  for (let element = around(host); element; element = around(element)) {
    const ground = resolveColour(getComputedStyle(element).backgroundColor);
    if (ground) return luminance(ground) < MIDDLE ? "dark" : "light";
  }
  return schemeSaid(document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]')?.content ?? "light");
}

/** What a text such as `light dark` comes to here. */
function schemeSaid(says: string): Scheme {
  if (!says.includes("dark")) return "light";
  return says.includes("light") && !matchMedia("(prefers-color-scheme: dark)").matches ? "light" : "dark";
}

/** As far from black as from white in contrast. */
const MIDDLE = 0.18;

/** What an element stands in, as it is shown. */
function around(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
