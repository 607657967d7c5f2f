import { type Answered, Call } from "./call.ts";

/** What every list operation answers. */
export interface ListAnswer {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** A page as the API gave it, and a way to the next. */
export type Page<A extends ListAnswer> = A & {
  /** The page after this one, or null after the last. */
  readonly next: () => Promise<Page<A> | null>;
};

/**
 * A list that is read as it is used: `for await` walks all its items, page by page; awaiting it gives the first page.
 * Nothing is sent before one of them is done.
 */
export class List<A extends ListAnswer> implements PromiseLike<Page<A>>, AsyncIterable<A["data"][number]> {
  readonly #fetchPage: (cursor: string | undefined) => Promise<Answered<A>>;

  /** @param fetchPage reads the page at a cursor; the first without one */
  constructor(fetchPage: (cursor: string | undefined) => Promise<Answered<A>>) {
    this.#fetchPage = fetchPage;
  }

  /** The first page. */
  page(): Call<Page<A>> {
    return new Call(this.#page(undefined));
  }

  // biome-ignore lint/suspicious/noThenProperty: a list can be awaited for its first page
  then<X = Page<A>, Y = never>(
    done?: ((page: Page<A>) => X | PromiseLike<X>) | null,
    failed?: ((reason: unknown) => Y | PromiseLike<Y>) | null,
  ): Promise<X | Y> {
    return this.page().then(done, failed);
  }

  /** Every item, or the first `max`. */
  async toArray({ max = Number.POSITIVE_INFINITY }: { readonly max?: number } = {}): Promise<A["data"][number][]> {
    const items: A["data"][number][] = [];
    if (max < 1) return items;
    for await (const item of this) {
      items.push(item);
      if (items.length >= max) break;
    }
    return items;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<A["data"][number], void, undefined> {
    for (let page: Page<A> | null = await this.page(); page; page = await page.next())
      for (const item of page.data) yield item as Awaited<A["data"][number]>; // it came as JSON: no item is a promise
  }

  async #page(cursor: string | undefined): Promise<Answered<Page<A>>> {
    const answer = await this.#fetchPage(cursor);
    const { has_more, next_cursor } = answer.data;
    const next = async (): Promise<Page<A> | null> =>
      has_more && next_cursor !== null ? (await this.#page(next_cursor)).data : null;
    // Not enumerable: a page prints and serializes as what the API sent.
    return { ...answer, data: Object.defineProperty(answer.data, "next", { value: next }) as Page<A> };
  }
}
