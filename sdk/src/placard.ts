import { PlacardCore } from "./client.ts";
import { type Lines, type Operations, table } from "./generated/operations.ts";
import type { PlacardOptions } from "./options.ts";

/** A branch of the operation table: lines, and branches below. */
interface Branch {
  readonly [name: string]: string | Branch;
}

/** Puts a method in the place of each line of the table; a group's methods are made when it is first used. */
function defineMethods<T extends object>(target: T, core: PlacardCore, branch: Branch): T {
  for (const [name, entry] of Object.entries(branch)) {
    if (typeof entry === "string") {
      const line = entry as keyof Lines; // the generator writes table and lines from one list
      Object.defineProperty(target, name, { enumerable: true, value: (...args: never) => core.call(line, ...args) });
    } else {
      let group: object | undefined;
      const get = (): object => {
        group ??= defineMethods({}, core, entry);
        return group;
      };
      Object.defineProperty(target, name, { enumerable: true, get });
    }
  }
  return target;
}

/** The generated methods as a class to extend: the table gives the code, the interface the types, both from one document. */
const Methods = class {
  constructor(core: PlacardCore) {
    defineMethods(this, core, table);
  }
} as new (
  core: PlacardCore,
) => Operations;

/**
 * The client: a method for every operation of the API, named by its operationId.
 *
 * @example
 * const placard = new Placard({ apiKey: process.env.PLACARD_KEY });
 * const post = await placard.workspace("ws_…").posts.create({ text: "Hello", account_ids: ["acct_…"] });
 */
export class Placard extends Methods {
  readonly #core: PlacardCore;

  /** @throws {TypeError} when the options contradict each other */
  constructor(options: PlacardOptions | PlacardCore = {}) {
    const core = options instanceof PlacardCore ? options : new PlacardCore(options);
    super(core);
    this.#core = core;
  }

  /** The same client in this workspace; credentials are shared. */
  workspace(id: string): Placard {
    return new Placard(this.#core.workspace(id));
  }
}
