import axe from "axe-core";
import type { Page } from "./stage.ts";

/** What WCAG 2.2 A and AA, and the practices around them, find wrong on the page, shadow roots included: one line for each place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page concerns.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // A scene is a part of a page: headings and landmarks of the page around are the vendor's.
      rules: { "page-has-heading-one": { enabled: false }, region: { enabled: false }, "landmark-one-main": { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
  });
}
