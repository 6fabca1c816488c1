import type { PanelEntry } from "../../protocol/messages.ts";

export type Page = readonly PanelEntry[];

/** The pages that are held, by number: the ones that were lately looked at. */
export class PageCache {
  readonly #room: number;
  /** The longest unused first. */
  readonly #pages = new Map<number, Page>();

  constructor(room: number) {
    this.#room = room;
  }

  has(number: number): boolean {
    return this.#pages.has(number);
  }

  get(number: number): Page | undefined {
    return this.#pages.get(number);
  }

  put(number: number, page: Page): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#room) return;
      this.#pages.delete(oldest);
    }
  }

  /** Makes a page the last to go. */
  use(number: number): void {
    const page = this.#pages.get(number);
    if (page) this.put(number, page);
  }

  /** On which page and at which place an entry is. */
  find({ id, source }: PanelEntry): readonly [number: number, at: number] | undefined {
    for (const [number, page] of this.#pages) {
      const at = page.findIndex((entry) => entry.id === id && entry.source === source);
      if (at >= 0) return [number, at];
    }
    return undefined;
  }
}
