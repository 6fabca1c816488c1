import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { LedgerCriteria } from "../../protocol/requestParams.ts";
import type { RequestClient } from "../app/requestClient.ts";
import { Throttle } from "../app/throttle.ts";
import type { LedgerGrid } from "./grid.ts";
import { findRowShift, LedgerPages } from "./pages.ts";

const maxAttempts = 3;

/** Holds the pages that are shown, and replaces them by newer ones without moving the rows on screen. */
export class LiveLedger implements ReactiveController {
  pages: LedgerPages | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #grid: () => LedgerGrid | null;
  #createPages: ((onChange: () => void) => LedgerPages) | undefined;
  /** Replaces what is shown once its first page has come. */
  #nextPages: LedgerPages | undefined;
  readonly #reloads = new Throttle(() => void this.#reload());
  #isReloading = false;
  #isReloadRequested = false;

  constructor(host: ReactiveControllerHost, grid: () => LedgerGrid | null) {
    this.#host = host;
    this.#grid = grid;
    host.addController(this);
  }

  /**
   * Starts with another account, filter or order. What is shown stays until the new first page has come, unless
   * it is of another account. `criteria` is called at each reload, as "the last 24 hours" end later each time.
   */
  start(client: RequestClient, criteria: () => LedgerCriteria, isOtherAccount: boolean): void {
    this.#reloads.markStarted();
    this.#createPages = (onChange) => new LedgerPages(criteria(), client, onChange);
    const pages: LedgerPages = this.#createPages(() => this.#onPagesChange(pages));
    this.#nextPages = pages;
    if (isOtherAccount || this.pages?.total === undefined) this.#show(pages);
    pages.setNeeded(0, 0);
  }

  /** The ledger has changed: loads it again, at most once a second. */
  scheduleReload(): void {
    this.#isReloadRequested = true;
    if (!this.#isReloading) this.#reloads.schedule();
  }

  hostDisconnected(): void {
    this.#reloads.cancel();
  }

  async #reload(): Promise<void> {
    const previous = this.pages;
    if (!previous || !this.#createPages || this.#nextPages || this.#isReloading) return;
    const current: LedgerPages = this.#createPages(() => this.#onPagesChange(current));
    this.#isReloading = true;
    this.#isReloadRequested = false;
    const shift = await this.#loadVisible(previous, current);
    this.#isReloading = false;
    const isLoaded = current.total !== undefined || previous.total === undefined;
    if (this.pages === previous && !this.#nextPages && isLoaded) {
      this.pages = current;
      this.#grid()?.replace(current, shift);
      this.#host.requestUpdate();
    }
    if (this.#isReloadRequested) this.scheduleReload();
  }

  #onPagesChange(pages: LedgerPages): void {
    if (pages === this.#nextPages) this.#show(pages);
    if (pages !== this.pages) return;
    if (pages.isOutdated) this.scheduleReload();
    this.#host.requestUpdate();
    this.#grid()?.requestUpdate();
  }

  #show(pages: LedgerPages): void {
    if (pages.total !== undefined || pages.failure !== undefined) this.#nextPages = undefined;
    const isNew = this.pages !== pages;
    this.pages = pages;
    if (isNew) this.#grid()?.restart(pages);
    this.#host.requestUpdate();
  }

  /** Loads the rows in view into newer pages, and resolves to the number of rows by which they have moved down. */
  async #loadVisible(previous: LedgerPages, current: LedgerPages): Promise<number> {
    await current.load(0, 0);
    const growth = Math.max(0, (current.total ?? 0) - (previous.total ?? 0));
    const top = { first: 0, last: 0 };
    let shift = previous.entry(0) ? (findRowShift(previous, current, top) ?? growth) : 0;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const grid = this.#grid();
      if (!grid) return shift;
      const { first, last } = grid.rows.inView;
      await current.load(first + shift, last + shift);
      // The user may have scrolled meanwhile.
      const now = grid.rows.inView;
      shift = findRowShift(previous, current, now) ?? shift;
      if (current.has(now.first + shift, now.last + shift)) return shift;
    }
    return shift;
  }
}
