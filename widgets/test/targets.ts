import type { Page } from "./stage.ts";

/** What a finger or a pointer is meant to hit. */
const TARGETS =
  'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="menuitem"], [role="option"], [role="tab"], [role="gridcell"]';

/**
 * The targets of the page, shadow roots included, that are less than `least` px wide or high: each with its name and its size. Where an element's box is smaller, what
 * counts is how far around its middle a touch still reaches it, by its label or a margin of its own. Links within a line of text are as high as the line, as WCAG allows.
 */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    async ({ selector, needed }) => {
      /** What lies over everything else, if anything does: a dialog, or a menu over it. */
      const topmost = (root: ParentNode): Element | null => {
        let found: Element | null = null;
        for (const one of root.querySelectorAll("*")) {
          if (one.matches("dialog:modal, :popover-open")) found = one;
          found = (one.shadowRoot && topmost(one.shadowRoot)) ?? found;
        }
        return found;
      };
      const all = (root: ParentNode): HTMLElement[] =>
        [...root.querySelectorAll<HTMLElement>("*")].flatMap(element => [
          ...(element.matches(selector) ? [element] : []),
          ...(element.shadowRoot ? all(element.shadowRoot) : []),
        ]);
      const hit = (element: HTMLElement, x: number, y: number): boolean => {
        const root = element.getRootNode() as ShadowRoot;
        const found = root.elementFromPoint(x, y);
        const labels = "labels" in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
        return !!found && [element, ...labels].some(one => one.contains(found));
      };
      const span = (element: HTMLElement, x: number, y: number, dx: number, dy: number): number => {
        let reach = 0;
        for (const way of [-1, 1])
          for (let far = 0.5; far <= needed && hit(element, x + way * far * dx, y + way * far * dy); far += 0.5) reach += 0.5;
        return reach;
      };
      const small: string[] = [];
      for (const element of all(topmost(document) ?? document)) {
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (element.matches("a") && getComputedStyle(element).display === "inline" && element.closest("p")) continue;
        element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const name = element.getAttribute("aria-label") ?? element.textContent?.trim().replace(/\s+/g, " ").slice(0, 40);
        const what = `${element.localName}.${element.className} "${name || element.id}"`;
        if (!hit(element, x, y)) {
          small.push(`${what} is covered`);
          continue;
        }
        const width = Math.max(box.width, span(element, x, y, 1, 0));
        const height = Math.max(box.height, span(element, x, y, 0, 1));
        // Half a pixel is what rounding takes.
        if (Math.min(width, height) < needed - 0.5) small.push(`${what} is ${Math.round(width)} × ${Math.round(height)}`);
      }
      scrollTo({ top: 0, behavior: "instant" });
      return small;
    },
    { selector: TARGETS, needed: least },
  );
}
