import type { NetworkCheck } from "./checks.ts";
import type { Host } from "./host.ts";
import type { Panels } from "./panels.ts";
import type { Writing } from "./writing.ts";

type Checks = typeof import("./checks.ts");
type Preview = typeof import("./preview.ts");
type Options = typeof import("./options.ts");
type Draft = Writing["draft"];

/** What is shown by the facts of the networks, which come beside the data and not before it: counters and checks, pictures, options. */
export class NetworkFacts {
  readonly #host: Host;
  readonly #writing: Writing;
  readonly #panels: Panels;
  checks: Checks | null = null;
  preview: Preview | null = null;
  options: Options | null = null;
  #checked: { readonly draft: Draft; readonly key: string; readonly results: readonly NetworkCheck[] } | null = null;

  constructor(host: Host, writing: Writing, panels: Panels) {
    this.#host = host;
    this.#writing = writing;
    this.#panels = panels;
  }

  async load(): Promise<void> {
    try {
      [this.checks, this.preview, this.options] = await Promise.all([
        import("./checks.ts"),
        import("./preview.ts"),
        import("./options.ts"),
      ]);
      this.#host.update();
    } catch (error) {
      this.#host.report(error);
    }
  }

  /** What the networks say, worked out once for each draft. */
  get results(): readonly NetworkCheck[] {
    const { draft, networks } = this.#writing;
    const { desk } = this.#panels;
    const key = `${networks.join()} ${desk?.version}`;
    if (!this.checks) return [];
    if (this.#checked?.draft !== draft || this.#checked.key !== key)
      this.#checked = { draft, key, results: this.checks.checkDraft(draft, networks, desk?.shown) };
    return this.#checked.results;
  }

  /** What an issue says, in the person's language. */
  textOf(issue: NetworkCheck["issues"][number]): string {
    return this.checks?.issueText(issue, this.#host.t) ?? `${issue.message} ${issue.fix}`;
  }
}
