import type { Account } from "../../core/accounts/account.ts";
import type { PartialReason } from "../../core/ledger/ledgerEntry.ts";
import { emptyWalk, type LedgerWalk } from "../../core/ledger/ledgerWalk.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { failed } from "../../core/readings/outcome.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { EntryMark, LedgerWriter } from "../../store/historyStore.ts";
import type { History } from "../history/history.ts";
import type { OnDemandClient } from "../onDemand/onDemandClient.ts";
import { type PageAddress, pageLimit } from "./ledgerRequests.ts";
import { type SoundPage, toSoundPage } from "./soundPage.ts";

export interface FetchLedgerOptions {
  readonly onDemandClient: Pick<OnDemandClient, "callIgnoringPause">;
  readonly history: Pick<History, "read" | "write">;
  /** Where the account is read; see `accountSource`. */
  readonly source: string;
  /** Older entries are not stored, in epoch milliseconds. */
  readonly retainFromMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether this window may fetch another page, asked after each page. */
  readonly mayContinue: () => Promise<boolean>;
  /** A page was stored. */
  readonly onPage: () => void;
}

/** Half a million entries in one sync: a ledger without an end must not fill the disk. */
const maxRequests = 5_000;
/** When the history is larger, no more ledger entries are stored. */
const maxHistoryBytes = 2 ** 30;

/** Why a sync ends before it is done. */
export type StopCause =
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "reason"; readonly reason: PartialReason };

/** One sync of a ledger: its requests, and what it knows and stores. */
export class LedgerRun {
  readonly account: Account;
  readonly options: FetchLedgerOptions;
  readonly #meter: MeterReading;
  readonly #signal: AbortSignal;
  #walk: LedgerWalk = emptyWalk;
  #version = 0;
  #requests = 0;
  #stopCause: StopCause | undefined;

  constructor(account: Account, meter: MeterReading, signal: AbortSignal, options: FetchLedgerOptions) {
    this.account = account;
    this.options = options;
    this.#meter = meter;
    this.#signal = signal;
  }

  get walk(): LedgerWalk {
    return this.#walk;
  }

  get requests(): number {
    return this.#requests;
  }

  get stopCause(): StopCause | undefined {
    return this.#stopCause;
  }

  /** False while the history is off. */
  async load(): Promise<boolean> {
    const { history, source } = this.options;
    const found = await history.read((store) => ({ stored: store.findWalk(this.account.id, source) }));
    this.#walk = found?.stored?.walk ?? emptyWalk;
    this.#version = found?.stored?.version ?? 0;
    return found !== undefined;
  }

  stop(cause: StopCause): undefined {
    this.#stopCause ??= cause;
  }

  /** Lets the sync go on after a page that only it can do without. */
  resume(): void {
    this.#stopCause = undefined;
  }

  /** `undefined` when the sync has to stop: `stopCause` says why. Rejects when it is cancelled. */
  async fetch({ offset, cursor }: PageAddress): Promise<SoundPage | undefined> {
    const { onDemandClient, mayContinue } = this.options;
    if (this.#requests > 0 && !(await mayContinue())) return this.stop({ kind: "reason", reason: "gap" });
    if (this.#requests >= this.#maxRequests) return this.stop({ kind: "reason", reason: "gap" });
    this.#requests += 1;
    const query = { limit: pageLimit, offset, ...(cursor === undefined ? {} : { cursor }) };
    const reply = await onDemandClient.callIgnoringPause(
      this.account,
      this.#signal,
      async (adapter, access) =>
        (await adapter.readLedger?.(access, query)) ?? failed({ kind: "badResponse", reason: "empty" }),
    );
    if (!reply.ok) return this.stop({ kind: "failure", failure: reply.failure });
    return toSoundPage(reply.value);
  }

  /** A ledger that was read to its end before needs few requests, however its provider contradicts itself. */
  get #maxRequests(): number {
    const { asOfMs, pageSize, segments } = this.#walk;
    if (asOfMs === undefined) return maxRequests;
    const pages = Math.ceil((segments.at(-1)?.count ?? 0) / Math.max(1, pageSize));
    return Math.min(maxRequests, 50 + 4 * pages);
  }

  /** How the entries with these ids are known. */
  async marks(ids: readonly string[]): Promise<ReadonlyMap<string, EntryMark>> {
    const marks = await this.options.history.read((store) => store.entryMarks(this.account.id, ids));
    return marks ?? new Map();
  }

  async countSeen(ids: readonly string[], pass: number): Promise<number> {
    const marks = await this.marks(ids);
    return ids.filter((id) => (marks.get(id)?.pass ?? -1) >= pass).length;
  }

  /** Saves in one transaction what `change` writes and returns. False when the sync has to stop. */
  async save(change: (writer: LedgerWriter) => LedgerWalk): Promise<boolean> {
    const { history, source, onPage } = this.options;
    const update = { source, version: this.#version, meter: this.#meter };
    const saved: LedgerWalk[] = [];
    let isFull = false;
    const isWritten = await history.write(this.account.id, (store) => {
      saved.length = 0;
      store.updateLedger(this.account.id, update, (writer) => {
        const walk = change(writer);
        saved.push(walk);
        return walk;
      });
      isFull = store.bytes > maxHistoryBytes;
    });
    const [walk] = saved;
    // Not written: the disk refused it, the account was removed, or another window has gone on meanwhile.
    if (!isWritten || !walk) this.stop({ kind: "reason", reason: "gap" });
    else {
      this.#walk = walk;
      this.#version += 1;
      if (isFull) this.stop({ kind: "reason", reason: "full" });
      onPage();
    }
    return !this.#stopCause;
  }
}

/** Whether a failure may mean that the provider no longer accepts a cursor. */
export function rejectsCursor(cause: StopCause | undefined): boolean {
  if (cause?.kind !== "failure") return false;
  const { failure } = cause;
  return failure.kind === "providerError" && failure.status < 500;
}
