import type { ClaimAnswer, EntryNote, SharedNotes } from "../coordinationStore.ts";
import { alertGlob, snoozeName } from "../noteNames.ts";
import { ClaimTable } from "./claimTable.ts";
import { HoldTable } from "./holdTable.ts";
import { ListedTable } from "./listedTable.ts";
import { SealedTable } from "./sealedTable.ts";
import { SpentTable } from "./spentTable.ts";
import type { Connection } from "./sqlite/connection.ts";
import { ToldTable } from "./toldTable.ts";

const dayMs = 86_400_000;

/** The notes of windows to each other, a table for each kind. Each call that writes is one transaction. */
export class DatabaseNotes implements SharedNotes {
  readonly #connection: Connection;
  readonly #claims: ClaimTable;
  readonly #holds: HoldTable;
  readonly #told: ToldTable;
  readonly #listed: ListedTable;
  readonly #sealed: SealedTable;
  readonly #spent: SpentTable;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#claims = new ClaimTable(connection);
    this.#holds = new HoldTable(connection);
    this.#told = new ToldTable(connection);
    this.#listed = new ListedTable(connection);
    this.#sealed = new SealedTable(connection);
    this.#spent = new SpentTable(connection);
  }

  claim(name: string, holder: string, nowMs: number, leaseMs: number): ClaimAnswer {
    return this.#connection.write(() => {
      const untilMs = this.#claims.untilMs(name, nowMs, leaseMs, holder);
      if (untilMs !== undefined) return { kind: "taken", untilMs };
      this.#claims.set(name, holder, nowMs + leaseMs);
      return { kind: "mine" };
    });
  }

  release(name: string, holder: string): void {
    this.#connection.write(() => this.#claims.release(name, holder));
  }

  isClaimed(name: string, nowMs: number): boolean {
    return this.#claims.untilMs(name, nowMs, dayMs) !== undefined;
  }

  hold(accountId: string, untilMs: number, nowMs: number): void {
    this.#connection.write(() => this.#holds.extend(accountId, untilMs, nowMs));
  }

  heldUntilMs(accountId: string, nowMs: number): number | undefined {
    return this.#holds.untilMs(accountId, nowMs);
  }

  tell(name: string, nowMs: number, againAfterMs: number): boolean {
    // Asked for with every reading: most of the time nothing is to be written.
    if (this.#told.has(name, nowMs, againAfterMs)) return false;
    return this.#connection.write(() => {
      if (this.#told.has(name, nowMs, againAfterMs)) return false;
      this.#told.set(name, nowMs);
      return true;
    });
  }

  untell(name: string): void {
    if (!this.#told.has(name, 0, Number.POSITIVE_INFINITY)) return;
    this.#connection.write(() => this.#told.delete(name));
  }

  noteEntry(id: string, entry: string | undefined, nowMs: number): void {
    this.#connection.write(() => this.#listed.set(id, entry, nowMs));
  }

  entriesSince(atMs: number): EntryNote[] {
    return this.#listed.since(atMs);
  }

  keepSealed(accountId: string, seal: string, box: Uint8Array): void {
    this.#connection.write(() => this.#sealed.set(accountId, seal, box));
  }

  sealed(accountId: string, seal: string): Uint8Array | undefined {
    return this.#sealed.get(accountId, seal);
  }

  forgetSealed(accountId: string): void {
    this.#connection.write(() => this.#sealed.delete(accountId));
  }

  noteSpent(mark: string, nowMs: number): void {
    this.#connection.write(() => this.#spent.add(mark, nowMs));
  }

  forgetSpent(mark: string): void {
    if (!this.isSpent(mark)) return;
    this.#connection.write(() => this.#spent.delete(mark));
  }

  isSpent(mark: string): boolean {
    return this.#spent.has(mark);
  }

  /** What is noted of an account that goes. Within a transaction. */
  forget(accountId: string): void {
    this.#holds.delete(accountId);
    this.#sealed.delete(accountId);
    this.#told.deleteAll(alertGlob(accountId));
    this.#claims.delete(snoozeName(accountId));
  }
}
