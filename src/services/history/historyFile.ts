import { minuteMs } from "../../core/time/durations.ts";
import type { HistoryOffReason } from "../../store/historyStore.ts";
import { type HistoryStore, isHistoryError, type OpenHistoryResult } from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import { BusyRetry, type Priority } from "./busyRetry.ts";

/** Something about the history that a person is told once. */
export type HistoryFailure =
  | { readonly kind: "damaged"; readonly movedTo: string }
  | { readonly kind: "off"; readonly reason: HistoryOffReason };

export interface HistoryOptions {
  /** `isSuspect`: the file was found damaged or replaced while it was open. */
  readonly open: (isSuspect: boolean) => Promise<OpenHistoryResult>;
  readonly clock: Clock;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/** After this long a history that was refused is tried again. */
const retryMs = minuteMs;

/**
 * The history's file in this window: opened when first wanted, opened anew when it proves damaged, waited for
 * while another program holds it, and given up and tried again where the disk refuses it.
 */
export class HistoryFile implements Disposable {
  readonly #options: HistoryOptions;
  readonly #busyRetry: BusyRetry;
  readonly #failed = new Emitter<HistoryFailure>();
  #opening: Promise<HistoryStore | undefined> | undefined;
  #store: HistoryStore | undefined;
  #off: HistoryOffReason | undefined;
  /** It could not be opened because another program holds it. */
  #isBusy = false;
  #triedAtMs = 0;
  #isDisposed = false;

  readonly onDidFail = this.#failed.event;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#busyRetry = new BusyRetry(options.clock);
  }

  /** Why nothing is kept now; `undefined` while all is well, or nobody asked yet. */
  offReason(): HistoryOffReason | undefined {
    return this.#store?.isReadOnly ? "newerVersion" : this.#off;
  }

  /** Something was written: what refused it before is over. */
  markWritten(): void {
    this.#off = undefined;
  }

  /**
   * `undefined` when it is off; `otherwise` when there is a file that cannot be asked now. Nobody is told that
   * something optional was refused.
   */
  async ask<T, O = undefined>(
    question: (store: HistoryStore) => T,
    worth: Priority = "mustBeKept",
    otherwise?: O,
  ): Promise<T | O | undefined> {
    try {
      return await this.#busyRetry.run(() => this.#query(question, otherwise), worth);
    } catch (error) {
      if (!isHistoryError(error)) this.#options.reportBug(error);
      else if (worth === "mustBeKept") this.#turnOff(error.reason);
      return otherwise;
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#store?.close();
    this.#store = undefined;
    this.#failed.dispose();
  }

  /** A file that proves damaged while it is open is opened anew, and asked once more. */
  async #query<T, O>(question: (store: HistoryStore) => T, otherwise: O): Promise<T | O | undefined> {
    // Asked at once where it is open: the last words of a window that closes come through.
    const store = this.#store ?? (await this.#ensureOpen());
    if (this.#isDisposed) return otherwise;
    if (!store) return this.#isBusy ? otherwise : undefined;
    try {
      return question(store);
    } catch (error) {
      if (!isHistoryError(error) || error.recovery !== "reopen") throw error;
      const reopened = await this.#reopen(store);
      return reopened ? question(reopened) : otherwise;
    }
  }

  #ensureOpen(): Promise<HistoryStore | undefined> {
    if (this.#isDisposed) return Promise.resolve(undefined);
    const { clock } = this.#options;
    const isRefused = this.#store === undefined && this.#off !== undefined;
    if (isRefused && Math.abs(clock.now() - this.#triedAtMs) > retryMs) this.#opening = undefined;
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(isSuspect = false): Promise<HistoryStore | undefined> {
    const { clock, open, reportBug } = this.#options;
    this.#triedAtMs = clock.now();
    const opened = await open(isSuspect).catch((error: unknown): OpenHistoryResult => {
      reportBug(error);
      return { kind: "off", reason: "failed" };
    });
    if (opened.kind === "off") {
      this.#isBusy = opened.isBusy ?? false;
      this.#turnOff(opened.reason);
      return undefined;
    }
    if (this.#isDisposed) {
      opened.store.close();
      return undefined;
    }
    this.#store = opened.store;
    this.#off = undefined;
    const { damagedMovedTo: movedTo } = opened;
    if (movedTo !== undefined) this.#failed.fire({ kind: "damaged", movedTo });
    if (opened.store.isReadOnly) this.#failed.fire({ kind: "off", reason: "newerVersion" });
    return opened.store;
  }

  #reopen(damaged: HistoryStore): Promise<HistoryStore | undefined> {
    // Somebody else who met the damage may have opened it anew already.
    if (this.#store === damaged) {
      damaged.close();
      this.#store = undefined;
      this.#opening = this.#open(true);
    }
    return this.#ensureOpen();
  }

  /** Told when it begins, not each time it is met again. */
  #turnOff(reason: HistoryOffReason): void {
    if (this.#off === reason) return;
    this.#off = reason;
    this.#failed.fire({ kind: "off", reason });
  }
}
