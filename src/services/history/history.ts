import { minuteMs } from "../../core/time/durations.ts";
import type { CoordinationStore } from "../../store/coordinationStore.ts";
import {
  type HistoryOffReason,
  type HistoryStore,
  isHistoryError,
  type OpenHistoryResult,
} from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Disposable } from "../common/disposable.ts";
import { Emitter } from "../common/emitter.ts";
import { BusyRetry, type Priority } from "./busyRetry.ts";

/** A problem with the history that the user is told once. */
export type HistoryFailure =
  | { readonly kind: "damaged"; readonly movedTo: string }
  | { readonly kind: "off"; readonly reason: HistoryOffReason };

export interface HistoryOptions {
  /** `isSuspect`: the file was found damaged or replaced while it was open. */
  readonly open: (isSuspect: boolean) => Promise<OpenHistoryResult>;
  readonly clock: Clock;
  /** Reports an unexpected exception. */
  readonly reportBug: (error: unknown) => void;
}

/** After this long, a file that the disk refused is opened again. */
const reopenAfterMs = minuteMs;

/**
 * The history as this window reads and writes it. The file is opened with the first operation, opened again when it
 * turns out to be damaged, waited for while another program uses it, and off for a while when the disk refuses it.
 * Balances never wait for it.
 */
export class History implements Disposable {
  readonly #options: HistoryOptions;
  readonly #busyRetry: BusyRetry;
  readonly #changed = new Emitter<string>();
  readonly #failed = new Emitter<HistoryFailure>();
  #opening: Promise<HistoryStore | undefined> | undefined;
  #store: HistoryStore | undefined;
  #offReason: HistoryOffReason | undefined;
  /** The file could not be opened because another program is using it. */
  #isBusy = false;
  #openedAtMs = 0;
  #isDisposed = false;

  /** This window wrote to the history of this account. */
  readonly onDidChange = this.#changed.event;
  readonly onDidFail = this.#failed.event;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#busyRetry = new BusyRetry(options.clock);
  }

  /** Why nothing can be saved; `undefined` while all is well, and before the first operation. */
  offReason(): HistoryOffReason | undefined {
    return this.#store?.isReadOnly ? "newerVersion" : this.#offReason;
  }

  /** The result of `query`; `undefined` when the history is off. */
  read<T>(query: (store: HistoryStore) => T): Promise<T | undefined> {
    return this.#run(query, "required", undefined);
  }

  /** Changes the history of an account. False when the change could not be saved. */
  async write(accountId: string, change: (store: HistoryStore) => void): Promise<boolean> {
    const isSaved = await this.read((store) => {
      if (store.isReadOnly) return false;
      change(store);
      return true;
    });
    if (!isSaved) return false;
    this.#offReason = undefined;
    this.#changed.fire(accountId);
    return true;
  }

  /**
   * Reads or writes what the windows share. `undefined` when there is no database: then each window works alone, and
   * the user is not told. `fallback`: the result when there is a database that cannot be used at the moment.
   */
  coordinate<T, const F = undefined>(
    operation: (store: CoordinationStore) => T,
    fallback?: F,
  ): Promise<T | F | undefined> {
    const query = (store: HistoryStore) => (store.isReadOnly ? undefined : operation(store.coordination));
    return this.#run(query, "optional", fallback);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#store?.close();
    this.#store = undefined;
    this.#failed.dispose();
    this.#changed.dispose();
  }

  /** `undefined` when the history is off, `fallback` when there is a file that cannot be used at the moment. */
  async #run<T, F>(
    query: (store: HistoryStore) => T,
    priority: Priority,
    fallback: F,
  ): Promise<T | F | undefined> {
    try {
      return await this.#busyRetry.run(() => this.#query(query, fallback), priority);
    } catch (error) {
      if (!isHistoryError(error)) this.#options.reportBug(error);
      // The user is not told about optional operations.
      else if (priority === "required") this.#turnOff(error.reason);
      return fallback;
    }
  }

  /** Runs the query; when the file turns out to be damaged, opens it again and runs the query once more. */
  async #query<T, F>(query: (store: HistoryStore) => T, fallback: F): Promise<T | F | undefined> {
    // An open store is used without awaiting, so that the last writes of a closing window still happen.
    const store = this.#store ?? (await this.#ensureOpen());
    if (this.#isDisposed) return fallback;
    if (!store) return this.#isBusy ? fallback : undefined;
    try {
      return query(store);
    } catch (error) {
      if (!isHistoryError(error) || error.recovery !== "reopen") throw error;
      const reopened = await this.#reopen(store);
      return reopened ? query(reopened) : fallback;
    }
  }

  #ensureOpen(): Promise<HistoryStore | undefined> {
    if (this.#isDisposed) return Promise.resolve(undefined);
    const isRefused = this.#store === undefined && this.#offReason !== undefined;
    const sinceOpenedMs = Math.abs(this.#options.clock.now() - this.#openedAtMs);
    if (isRefused && sinceOpenedMs > reopenAfterMs) this.#opening = undefined;
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(isSuspect = false): Promise<HistoryStore | undefined> {
    const { clock, open, reportBug } = this.#options;
    this.#openedAtMs = clock.now();
    const result = await open(isSuspect).catch((error: unknown): OpenHistoryResult => {
      reportBug(error);
      return { kind: "off", reason: "failed" };
    });
    if (result.kind === "off") {
      this.#isBusy = result.isBusy ?? false;
      this.#turnOff(result.reason);
      return undefined;
    }
    if (this.#isDisposed) {
      result.store.close();
      return undefined;
    }
    this.#store = result.store;
    this.#offReason = undefined;
    const { damagedMovedTo: movedTo } = result;
    if (movedTo !== undefined) this.#failed.fire({ kind: "damaged", movedTo });
    if (result.store.isReadOnly) this.#failed.fire({ kind: "off", reason: "newerVersion" });
    return result.store;
  }

  #reopen(damaged: HistoryStore): Promise<HistoryStore | undefined> {
    // Another query that met the damage may have opened the file again already.
    if (this.#store === damaged) {
      damaged.close();
      this.#store = undefined;
      this.#opening = this.#open(true);
    }
    return this.#ensureOpen();
  }

  /** Fires when a reason begins, not each time that it occurs again. */
  #turnOff(reason: HistoryOffReason): void {
    if (this.#offReason === reason) return;
    this.#offReason = reason;
    this.#failed.fire({ kind: "off", reason });
  }
}
