type Listener = (message: string) => void;

/** Who listens to which channel in this process. */
export class Listeners {
  readonly #channels = new Map<string, Set<Listener>>();

  channels(): string[] {
    return [...this.#channels.keys()];
  }

  /** Calls all who listen to the channel now. */
  tell(channel: string, message: string): void {
    for (const listener of [...(this.#channels.get(channel) ?? [])]) {
      try {
        listener(message);
      } catch (error) {
        queueMicrotask(() => {
          throw error; // a defect of that listener alone: the others are told, and the process hears of it
        });
      }
    }
  }

  /** Adds a listener. What it gives takes the listener away again, and says whether it was the channel's last. */
  join(channel: string, listener: Listener): () => boolean {
    const own: Listener = message => listener(message); // the same function may subscribe twice
    const known = this.#channels.get(channel) ?? new Set();
    known.add(own);
    this.#channels.set(channel, known);
    return () => {
      known.delete(own);
      return known.size === 0 && this.#channels.get(channel) === known && this.#channels.delete(channel);
    };
  }

  clear(): void {
    this.#channels.clear();
  }
}
