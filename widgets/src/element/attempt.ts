/** One thing that is being done and may fail: whether it is under way, and what it failed on. */
export class Attempt {
  readonly #shows: { update(): void; report(error: unknown): void };
  busy = false;
  /** What the last one failed on; null while it has not. */
  error: unknown = null;

  /** @param shows what shows it: it is rendered anew, and tells the page of errors */
  constructor(shows: { update(): void; report(error: unknown): void }) {
    this.#shows = shows;
  }

  /** @param onFailed called before the error is shown */
  async run(act: () => Promise<void>, onFailed: (error: unknown) => void = () => undefined): Promise<void> {
    this.busy = true;
    this.error = null;
    this.#shows.update();
    try {
      await act();
    } catch (error) {
      this.error = error;
      onFailed(error);
      this.#shows.report(error);
    } finally {
      this.busy = false;
      this.#shows.update();
    }
  }
}
