import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { LedgerBase } from "../../protocol/requests.ts";
import type { Ask } from "../app/requestClient.ts";
import type { LedgerGrid } from "./grid.ts";
import { entryShift, LedgerPages } from "./pages.ts";

const leastPauseMs = 1000;
const mostTries = 3;

/** Holds the pages that are shown, and exchanges them for newer ones under the eyes of the reader. */
export class LedgerReader implements ReactiveController {
  pages: LedgerPages | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #grid: () => LedgerGrid | null;
  #open: ((onChange: () => void) => LedgerPages) | undefined;
  /** What is to be shown once its first page is there. */
  #next: LedgerPages | undefined;
  #timer: number | undefined;
  #readAtMs = 0;
  #isRenewing = false;
  #isWantedAgain = false;

  constructor(host: ReactiveControllerHost, grid: () => LedgerGrid | null) {
    this.#host = host;
    this.#grid = grid;
    host.addController(this);
  }

  /**
   * Begins with another account, filter or order. What is shown stays until the new first page is there,
   * unless it is of another account. `base` is made anew at each renewal, as "the last 24 hours" move.
   */
  start(ask: Ask, base: () => LedgerBase, isOtherAccount: boolean): void {
    this.#stopTimer();
    this.#open = (onChange) => new LedgerPages(base(), ask, onChange);
    const pages: LedgerPages = this.#open(() => this.#changed(pages));
    this.#next = pages;
    this.#readAtMs = Date.now();
    if (isOtherAccount || this.pages?.total === undefined) this.#show(pages);
    pages.want(0, 0);
  }

  /** The ledger has changed: reads it anew, at most once a second. */
  renewSoon(): void {
    this.#isWantedAgain = true;
    if (this.#timer !== undefined || this.#isRenewing) return;
    const waitMs = Math.max(0, this.#readAtMs + leastPauseMs - Date.now());
    this.#timer = window.setTimeout(() => void this.renew(), waitMs);
  }

  async renew(): Promise<void> {
    this.#stopTimer();
    const before = this.pages;
    if (!before || !this.#open || this.#next || this.#isRenewing) return;
    const fresh: LedgerPages = this.#open(() => this.#changed(fresh));
    this.#isRenewing = true;
    this.#isWantedAgain = false;
    this.#readAtMs = Date.now();
    const shift = await this.#align(before, fresh);
    this.#isRenewing = false;
    if (this.pages === before && !this.#next && (fresh.total !== undefined || before.total === undefined)) {
      this.pages = fresh;
      this.#grid()?.replace(fresh, shift);
      this.#host.requestUpdate();
    }
    if (this.#isWantedAgain) this.renewSoon();
  }

  #changed(pages: LedgerPages): void {
    if (pages === this.#next) this.#show(pages);
    if (pages !== this.pages) return;
    if (pages.isOutdated) this.renewSoon();
    this.#host.requestUpdate();
    this.#grid()?.requestUpdate();
  }

  #show(pages: LedgerPages): void {
    if (pages.total !== undefined || pages.failure !== undefined) this.#next = undefined;
    const isNew = this.pages !== pages;
    this.pages = pages;
    if (isNew) this.#grid()?.restart(pages);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopTimer();
  }

  /** Fetches into `fresh` what is in view, and tells how many rows later the entries in view now stand. */
  async #align(before: LedgerPages, fresh: LedgerPages): Promise<number> {
    await fresh.load(0, 0);
    const growth = Math.max(0, (fresh.total ?? 0) - (before.total ?? 0));
    let shift = before.entry(0) ? (entryShift(before, fresh, { first: 0, last: 0 }) ?? growth) : 0;
    for (let attempt = 0; attempt < mostTries; attempt++) {
      const grid = this.#grid();
      if (!grid) return shift;
      const { first, last } = grid.window.inView;
      await fresh.load(first + shift, last + shift);
      // The reader may have scrolled on meanwhile.
      const now = grid.window.inView;
      shift = entryShift(before, fresh, now) ?? shift;
      if (fresh.has(now.first + shift, now.last + shift)) return shift;
    }
    return shift;
  }

  #stopTimer(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
