import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Something that a studio is told in the bell. */
export interface Notice {
  /** The delivery's id, the same for every try: what came before is not told again. */
  readonly id: string;
  readonly kind: "published" | "failed";
  readonly title: string;
  readonly text: string;
  /** Where the post can be seen: on its network, or in Harbor. */
  readonly url: string;
  readonly at: string;
}

interface Remembered {
  /** Signs the cookies. */
  readonly cookieSecret: string;
  port: number | null;
  webhook: { readonly id: string; readonly secret: string } | null;
  /** Who is signed in, by the cookie's value. */
  readonly sessions: Record<string, string>;
  /** Studios whose demo posts are there. */
  readonly seeded: string[];
  readonly notices: Record<string, Notice[]>;
  /** Until when each studio has looked at its bell. */
  readonly seen: Record<string, string>;
  /** The post that a class was shared in, by studio, class and day. */
  readonly shared: Record<string, string>;
}

/** What Harbor keeps, where a real product has a database: one small file that only its owner may read. */
export class Memory {
  readonly #file: string;
  readonly it: Remembered;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, "harbor.json");
    this.it = {
      cookieSecret: randomBytes(32).toString("base64url"),
      port: null,
      webhook: null,
      sessions: {},
      seeded: [],
      notices: {},
      seen: {},
      shared: {},
      ...(existsSync(this.#file) && JSON.parse(readFileSync(this.#file, "utf8"))),
    };
  }

  /** Writes the file whole and puts it in the other's place, so that no stop leaves half of it. */
  keep(): void {
    const next = `${this.#file}.next`;
    writeFileSync(next, `${JSON.stringify(this.it, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, this.#file);
  }
}
