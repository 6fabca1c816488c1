import type { PanelEntry } from "../../protocol/panelState.ts";

export type Page = readonly PanelEntry[];

/** The pages that were used last, by number. */
export class PageCache {
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #pages = new Map<number, Page>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(number: number): boolean {
    return this.#pages.has(number);
  }

  get(number: number): Page | undefined {
    return this.#pages.get(number);
  }

  set(number: number, page: Page): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#capacity) return;
      this.#pages.delete(oldest);
    }
  }

  /** Marks a page as the most recently used one. */
  touch(number: number): void {
    const page = this.#pages.get(number);
    if (page) this.set(number, page);
  }

  /** The page of an entry, and its index there. */
  findEntry({ id, source }: PanelEntry): readonly [page: number, index: number] | undefined {
    for (const [number, page] of this.#pages) {
      const index = page.findIndex((entry) => entry.id === id && entry.source === source);
      if (index >= 0) return [number, index];
    }
    return undefined;
  }
}
