import type { Clock } from "../common/clock.ts";
import { type Disposable, DisposableStore } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { interval } from "../common/timers.ts";
import type { History } from "./history.ts";

export interface ChangeWatcherOptions {
  readonly history: Pick<History, "read">;
  readonly clock: Clock;
  /** Watches the history's file once it exists; see `watchFile`. When absent, the file is only polled. */
  readonly watchFile?: ((onWrite: () => void) => Disposable | undefined) | undefined;
  readonly reportBug: (error: unknown) => void;
}

/** A reading of another window should appear in this one within two seconds. */
const pollMs = 1_500;
/** A watched file is polled only in case a report is lost. */
const watchedPollMs = 10_000;
/** A write comes in several parts, each of which is reported. */
const settleMs = 100;
/** A write that is not reported within this time is not reported at all. */
const reportMs = 1_000;

/**
 * Detects that another window has written to the history that all windows share: by asking the database, when the file
 * system reports a write and now and then. Where a write was not reported, it asks as often as without reports.
 */
export class ChangeWatcher implements Disposable {
  readonly #options: ChangeWatcherOptions;
  readonly #disposables = new DisposableStore();
  readonly #written = this.#disposables.add(new Emitter<void>());
  #version: number | undefined;
  #watch: Disposable | undefined;
  #mayWatch = true;
  #reportCount = 0;
  /** The number of reports when the last check that has ended began. */
  #checkedReportCount = 0;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  /** Of the check that follows a reported write; `undefined` when none is waiting. */
  #stopTimer: (() => void) | undefined;
  /** Of the wait for a report that should have come. */
  #stopExpecting = () => {};

  /** Another window wrote something. */
  readonly onDidWrite = this.#written.event;

  constructor(options: ChangeWatcherOptions) {
    this.#options = options;
    this.#disposables.add({ dispose: interval({ ...options, delayMs: pollMs }, () => this.#poll()) });
    this.#disposables.add({ dispose: () => this.#unwatch() });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #poll(): Promise<number> {
    const wasWatching = this.#watch !== undefined;
    // Before the check, so that it finds what was written before.
    if (this.#version !== undefined) this.#startWatching();
    const reportCount = this.#checkedReportCount;
    const isChanged = await this.#check();
    if (isChanged && wasWatching && this.#reportCount === reportCount) this.#expectReport();
    return this.#watch && this.#version !== undefined ? watchedPollMs : pollMs;
  }

  /** Whether another window has written since the last check. */
  async #check(): Promise<boolean> {
    this.#checkedAtMs = this.#options.clock.now();
    const reportCount = this.#reportCount;
    const version = await this.#options.history.read((store) => store.dataVersion());
    const isChanged = version !== undefined && this.#version !== undefined && version !== this.#version;
    this.#version = version;
    this.#checkedReportCount = reportCount;
    if (isChanged) this.#written.fire();
    return isChanged;
  }

  #startWatching(): void {
    if (!this.#mayWatch || this.#watch || this.#disposables.isDisposed) return;
    this.#watch = this.#options.watchFile?.(() => this.#onReport());
    this.#mayWatch = this.#watch !== undefined;
  }

  /** Checks soon, but no more often than without reports: another window may write all the time. */
  #onReport(): void {
    this.#reportCount += 1;
    if (this.#stopTimer) return;
    const { clock, reportBug } = this.#options;
    const sinceMs = Math.abs(clock.now() - this.#checkedAtMs);
    this.#stopTimer = clock.after(Math.max(settleMs, pollMs - sinceMs), () => {
      this.#stopTimer = undefined;
      this.#check().catch(reportBug);
    });
  }

  /** A write was found without a report, which may still come. */
  #expectReport(): void {
    const reportCount = this.#reportCount;
    this.#stopExpecting = this.#options.clock.after(reportMs, () => {
      if (this.#reportCount !== reportCount) return;
      this.#mayWatch = false;
      this.#unwatch();
    });
  }

  #unwatch(): void {
    this.#stopExpecting();
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#watch?.dispose();
    this.#watch = undefined;
  }
}
