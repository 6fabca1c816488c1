import type { Attempt } from "../../store/attempt.ts";
import type { CoordinationStore } from "../../store/coordinationStore.ts";
import type { HistoryOffReason, HistoryStore } from "../../store/historyStore.ts";
import type { Clock } from "../common/clock.ts";
import { type Disposable, Emitter } from "../common/emitter.ts";
import type { AttemptStore } from "./attemptStore.ts";
import { HistoryFile, type HistoryOptions } from "./historyFile.ts";

/** What is kept of all accounts, as this window reads and writes it. Balances never wait for it. */
export class History implements AttemptStore, Disposable {
  readonly #clock: Clock;
  readonly #file: HistoryFile;
  readonly #changed = new Emitter<string>();

  /** Something was added for this account. */
  readonly onDidChange = this.#changed.event;
  readonly onDidFail: HistoryFile["onDidFail"];

  constructor(options: HistoryOptions) {
    this.#clock = options.clock;
    this.#file = new HistoryFile(options);
    this.onDidFail = this.#file.onDidFail;
  }

  /** Why nothing is kept now; `undefined` while all is well, or nobody asked yet. */
  offReason(): HistoryOffReason | undefined {
    return this.#file.offReason();
  }

  /** Asks the history; `undefined` when it is off. */
  read<T>(ask: (store: HistoryStore) => T): Promise<T | undefined> {
    return this.#file.ask(ask);
  }

  /** Changes the history of an account. Resolves to false when it could not be kept. */
  async write(accountId: string, change: (store: HistoryStore) => void): Promise<boolean> {
    const isKept = await this.read((store) => {
      if (store.isReadOnly) return false;
      change(store);
      return true;
    });
    if (!isKept) return false;
    this.#file.markWritten();
    this.#changed.fire(accountId);
    return true;
  }

  /**
   * Asks what windows tell each other; `undefined` when that cannot be had, which nobody is bothered with: each
   * window then goes on alone. `otherwise`: what comes instead where there is a database that other windows may
   * be using, and it cannot be asked now.
   */
  coordinate<T, const O = undefined>(
    ask: (notes: CoordinationStore) => T,
    otherwise?: O,
  ): Promise<T | O | undefined> {
    return this.#file.ask(
      (store) => (store.isReadOnly ? undefined : ask(store.coordination)),
      "isOptional",
      otherwise,
    );
  }

  async load(accountId: string): Promise<Attempt | undefined> {
    return this.read((store) => store.loadAttempt(accountId));
  }

  /** Keeps how an attempt ended; a good reading joins the samples. */
  async save(accountId: string, attempt: Attempt, gapMs: number): Promise<boolean> {
    return this.write(accountId, (store) => store.saveAttempt(accountId, attempt, gapMs));
  }

  async saveRetryHold(accountId: string, untilMs: number): Promise<void> {
    await this.coordinate((notes) => notes.saveRetryHold(accountId, untilMs, this.#clock.now()));
  }

  retryHoldUntilMs(accountId: string): Promise<number | undefined> {
    return this.coordinate((notes) => notes.retryHoldUntilMs(accountId, this.#clock.now()));
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
    this.#file.dispose();
    this.#changed.dispose();
  }
}
