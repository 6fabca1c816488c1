import type { HistoryOff } from "../core/history.ts";
import type { Attempt } from "../store/attempt.ts";
import { type HistoryStore, isHistoryError, type OpenedHistory } from "../store/historyStore.ts";
import type { SharedNotes } from "../store/sharedNotes.ts";
import type { AttemptStore } from "./attemptStore.ts";
import type { Clock } from "./clock.ts";
import { type Disposable, Emitter } from "./emitter.ts";
import { Patience } from "./patience.ts";

/** Something about the history that a person is told once. */
export type HistoryNews =
  | { readonly kind: "damaged"; readonly movedTo: string }
  | { readonly kind: "off"; readonly reason: HistoryOff };

export interface HistoryOptions {
  /** `isSuspect`: the file was found damaged or replaced while it was open. */
  readonly open: (isSuspect: boolean) => Promise<OpenedHistory>;
  readonly clock: Clock;
  /** An exception nobody expected. */
  readonly reportBug: (error: unknown) => void;
}

/** After this long a history that was refused is tried again. */
const retryMs = 60_000;

/**
 * The history database in this window: opened when first wanted, and given up and tried again where the
 * disk refuses it. Balances never wait for it.
 */
export class History implements AttemptStore, Disposable {
  readonly #options: HistoryOptions;
  readonly #patience: Patience;
  readonly #changed = new Emitter<string>();
  readonly #news = new Emitter<HistoryNews>();
  #opening: Promise<HistoryStore | undefined> | undefined;
  #store: HistoryStore | undefined;
  #off: HistoryOff | undefined;
  #triedAtMs = 0;
  #isDisposed = false;

  /** Something was added for this account. */
  readonly onDidChange = this.#changed.event;
  readonly onNews = this.#news.event;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#patience = new Patience(options.clock);
  }

  /** Why nothing is kept now; `undefined` while all is well, or nobody asked yet. */
  offReason(): HistoryOff | undefined {
    return this.#store?.isReadOnly ? "newerVersion" : this.#off;
  }

  /** Asks the history; `undefined` when it is off. */
  async read<T>(ask: (store: HistoryStore) => T): Promise<T | undefined> {
    // Asked at once where it is open: the last words of a window that closes come through.
    const store = this.#store ?? (await this.#opened());
    return store && !this.#isDisposed ? this.#ask(store, ask) : undefined;
  }

  /** Changes the history of an account. Resolves to false when it could not be kept. */
  async write(accountId: string, change: (store: HistoryStore) => void): Promise<boolean> {
    const isKept = await this.read((store) => {
      if (store.isReadOnly) return false;
      change(store);
      return true;
    });
    if (!isKept) return false;
    this.#off = undefined;
    this.#changed.fire(accountId);
    return true;
  }

  /**
   * Asks what windows tell each other; `undefined` when that cannot be had, which nobody is bothered with: each
   * window then goes on alone.
   */
  async share<T>(ask: (notes: SharedNotes) => T): Promise<T | undefined> {
    const answer = await this.#patience.ask(() =>
      this.read((store) => (store.isReadOnly ? undefined : shared(store.notes, ask))),
    );
    return answer?.value;
  }

  async load(accountId: string): Promise<Attempt | undefined> {
    return this.read((store) => store.loadAttempt(accountId));
  }

  /** Keeps how an attempt ended; a good reading joins the samples. */
  async save(accountId: string, attempt: Attempt, gapMs: number): Promise<boolean> {
    return this.write(accountId, (store) => store.saveAttempt(accountId, attempt, gapMs));
  }

  async hold(accountId: string, untilMs: number): Promise<void> {
    await this.share((notes) => notes.hold(accountId, untilMs));
  }

  heldUntilMs(accountId: string): Promise<number | undefined> {
    return this.share((notes) => notes.heldUntilMs(accountId));
  }

  async delete(accountId: string, history: "keep" | "delete"): Promise<void> {
    await this.write(accountId, (store) => {
      if (history === "delete") store.deleteAccount(accountId);
      else store.deleteAttempt(accountId);
    });
  }

  /** Every account of which something is kept. */
  async accountIds(): Promise<string[]> {
    return (await this.read((store) => store.accountIds())) ?? [];
  }

  /** Deletes up to `batch` rows older than an instant; returns how many went. */
  async prune(olderThanMs: number, batch: number): Promise<number> {
    const gone = await this.read((store) => (store.isReadOnly ? 0 : store.prune(olderThanMs, batch)));
    return gone ?? 0;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#store?.close();
    this.#store = undefined;
    this.#changed.dispose();
    this.#news.dispose();
  }

  #opened(): Promise<HistoryStore | undefined> {
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
    const opened = await open(isSuspect).catch((error: unknown): OpenedHistory => {
      reportBug(error);
      return { kind: "off", reason: "failed" };
    });
    if (opened.kind === "off") {
      this.#refused(opened.reason);
      return undefined;
    }
    if (this.#isDisposed) {
      opened.store.close();
      return undefined;
    }
    this.#store = opened.store;
    this.#off = undefined;
    const { damagedMovedTo: movedTo } = opened;
    if (movedTo !== undefined) this.#news.fire({ kind: "damaged", movedTo });
    if (opened.store.isReadOnly) this.#news.fire({ kind: "off", reason: "newerVersion" });
    return opened.store;
  }

  /** A file that proves damaged while it is open is opened anew, and asked once more. */
  async #ask<T>(
    store: HistoryStore,
    ask: (store: HistoryStore) => T,
    isAgain = false,
  ): Promise<T | undefined> {
    try {
      return ask(store);
    } catch (error) {
      if (!isHistoryError(error)) {
        this.#options.reportBug(error);
        return undefined;
      }
      if (!error.mustReopen || isAgain) {
        this.#refused(error.off);
        return undefined;
      }
      const reopened = await this.#reopened(store);
      return reopened && this.#ask(reopened, ask, true);
    }
  }

  #reopened(damaged: HistoryStore): Promise<HistoryStore | undefined> {
    // Somebody else who met the damage may have opened it anew already.
    if (this.#store === damaged) {
      damaged.close();
      this.#store = undefined;
      this.#opening = this.#open(true);
    }
    return this.#opened();
  }

  /** Told when it begins, not each time it is met again. */
  #refused(reason: HistoryOff): void {
    if (this.#off === reason) return;
    this.#off = reason;
    this.#news.fire({ kind: "off", reason });
  }
}

function shared<T>(notes: SharedNotes, ask: (notes: SharedNotes) => T): { value: T } | "busy" {
  try {
    return { value: ask(notes) };
  } catch (error) {
    if (isHistoryError(error) && !error.mustReopen) return "busy";
    throw error;
  }
}
