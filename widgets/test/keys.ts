import type { Page } from "./stage.ts";

/** So often Tab is pressed before a page is taken to have no end. */
const MOST = 250;

/** The elements of a page that were met, each at its number. */
interface Known {
  known: Element[];
}

/** What has the focus, in whatever shadow root: its number on the page, its name, and whether it can be seen. Null where nothing has it. */
const focused = (page: Page): Promise<{ number: number; name: string; seen: boolean } | null> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return null;
    const { known } = globalThis as unknown as Known;
    if (!known.includes(active)) known.push(active);
    const { left, top, right, bottom } = active.getBoundingClientRect();
    const labels = "labels" in active ? [...((active.labels as NodeListOf<Element> | null) ?? [])] : [];
    const root = active.getRootNode() as ShadowRoot;
    const hit = (x: number, y: number): boolean => {
      const found = root.elementFromPoint(x, y);
      return !!found && [active, ...labels].some(one => one.contains(found));
    };
    // What fits into the window is seen with its middle; what does not, with a part of it, as is what is written in, where the caret is.
    const fits = !active.matches("textarea") && right - left <= innerWidth && bottom - top <= innerHeight;
    const between = (from: number, to: number, most: number): number[] =>
      [0.1, 0.3, 0.5, 0.7, 0.9].map(share => Math.max(0, from) + share * (Math.min(most, to) - Math.max(0, from)));
    const seen = fits
      ? hit((left + right) / 2, (top + bottom) / 2)
      : between(left, right, innerWidth).some(x => between(top, bottom, innerHeight).some(y => hit(x, y)));
    const name = active.getAttribute("aria-label") ?? active.textContent?.trim().replace(/\s+/g, " ").slice(0, 40);
    return { number: known.indexOf(active), name: `${active.localName}.${active.className} "${name || active.id}"`, seen };
  });

/** Those that Tab should come to, by their numbers, with their names: all of them, or those of the dialog that lies over the page. */
const tabbable = (page: Page): Promise<{ number: number; name: string }[]> =>
  page.evaluate(() => {
    const { known } = globalThis as unknown as Known;
    const all = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>("*")].flatMap(one => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    const every = all(document);
    const dialog = every.find(one => one.matches("dialog:modal"));
    return every
      .filter(
        one =>
          one.matches("button:enabled, a[href], input:enabled, select, textarea, summary, [tabindex='0']") &&
          one.tabIndex >= 0 &&
          one.checkVisibility({ visibilityProperty: true }) &&
          (!dialog || dialog.contains(one)),
      )
      .map(one => {
        if (!known.includes(one)) known.push(one);
        return {
          number: known.indexOf(one),
          name: `${one.localName}.${one.className} "${one.textContent?.trim().slice(0, 40)}"`,
        };
      });
  });

/** Goes through a page, or the dialog over it, with Tab: what it never comes to, and what cannot be seen while it has the focus. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => Object.assign(globalThis, { known: [] }));
  const wanted = await tabbable(page);
  const faults = new Set<string>();
  const reached = new Set<number>();
  await page.evaluate(() => {
    scrollTo(0, 0);
    if (document.querySelector(":popover-open")) return;
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLElement) active.blur();
  });
  let ends = 0;
  for (let n = 0; n < MOST && ends < 2; n += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at === null) {
      ends += 1;
      continue;
    }
    reached.add(at.number);
    if (!at.seen) faults.add(`${at.name} has the focus and is covered`);
    if (wanted.every(({ number }) => reached.has(number))) break;
  }
  for (const { number, name } of wanted) if (!reached.has(number)) faults.add(`${name} is not reached`);
  return [...faults];
}

/** What reaches out of the window to the side, or is cut off there, but for what scrolls by itself. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) faults.push(`the page scrolls sideways by ${over} px`);
    const visit = (root: ParentNode): void => {
      for (const one of root.querySelectorAll<HTMLElement>("*")) {
        if (one.shadowRoot) visit(one.shadowRoot);
        if (!one.checkVisibility() || one.closest(".visually-hidden, svg, .hours, .tabs, textarea")) continue;
        const { left, right, width } = one.getBoundingClientRect();
        const name = `${one.localName}.${one.className} "${one.textContent?.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
        if (width > 1 && (left < -0.5 || right > innerWidth + 0.5)) faults.push(`${name} reaches from ${left} to ${right}`);
        // Words that end in an ellipsis are meant to: their whole text stands in a title, or where they lead.
        const { overflowX, textOverflow } = getComputedStyle(one);
        if (overflowX !== "visible" && textOverflow !== "ellipsis" && one.scrollWidth > one.clientWidth + 1)
          faults.push(`${name} is cut off, or scrolls sideways`);
        const spills = one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
        if (one.localName === "button" && spills) faults.push(`${name} does not hold its words`);
      }
    };
    visit(document);
    return faults;
  });
