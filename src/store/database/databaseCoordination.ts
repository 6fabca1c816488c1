import { dayMs } from "../../core/time/durations.ts";
import {
  alertNamePattern,
  type CoordinationStore,
  type EntryChange,
  type LeaseAnswer,
  snoozeLeaseName,
} from "../coordinationStore.ts";
import type { Connection } from "./sqlite/connection.ts";
import { bytes, integer, text, textOrNull } from "./sqlite/row.ts";

/** Who may do what a name stands for, and until when. */
export class ClaimTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Nobody claims for longer than a lease: what ends much later than that comes from before the clock went back. A
   * little later is usual: who waited for the file took the time before the one that had it first.
   */
  untilMs(name: string, nowMs: number, leaseMs: number, exceptBy = ""): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM claim WHERE name = ? AND holder <> ? AND until_ms > ? AND until_ms <= ?",
      name,
      exceptBy,
      nowMs,
      nowMs + 2 * leaseMs,
    );
    return row && integer(row, "until_ms");
  }

  set(name: string, holder: string, untilMs: number): void {
    this.#connection.run(
      `INSERT INTO claim VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms`,
      name,
      holder,
      untilMs,
    );
  }

  release(name: string, holder: string): void {
    this.#connection.run("DELETE FROM claim WHERE name = ? AND holder = ?", name, holder);
  }

  delete(name: string): void {
    this.#connection.run("DELETE FROM claim WHERE name = ?", name);
  }
}

/** Until when each account's provider asked not to be called. */
export class HoldTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Nothing of one that was noted by a clock that has been set back since: it could last for hours too long. */
  untilMs(accountId: string, nowMs: number): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM hold WHERE account = ? AND noted_ms <= ?",
      accountId,
      nowMs,
    );
    return row && integer(row, "until_ms");
  }

  /** The latest instant counts. */
  extend(accountId: string, untilMs: number, nowMs: number): void {
    this.#connection.run(
      `INSERT INTO hold VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET
          until_ms = iif(noted_ms > excluded.noted_ms, excluded.until_ms, max(until_ms, excluded.until_ms)),
          noted_ms = excluded.noted_ms`,
      accountId,
      untilMs,
      nowMs,
    );
  }

  delete(accountId: string): void {
    this.#connection.run("DELETE FROM hold WHERE account = ?", accountId);
  }
}

/** What last became of each entry of the account list. */
export class ListedTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  set(id: string, entry: string | undefined, nowMs: number): void {
    // On a desktop every window sees every change: one note of it is enough.
    this.#connection.run(
      `INSERT INTO listed VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET entry = ?2, at_ms = ?3 WHERE entry IS NOT ?2 OR abs(?3 - at_ms) > 60000`,
      id,
      entry ?? null,
      nowMs,
    );
  }

  since(atMs: number): EntryChange[] {
    return this.#connection
      .all("SELECT id, entry, at_ms FROM listed WHERE at_ms >= ? ORDER BY at_ms", atMs)
      .map((row) => {
        const entry = textOrNull(row, "entry");
        const note = { id: text(row, "id"), atMs: integer(row, "at_ms") };
        return entry === null ? note : { ...note, entry };
      });
  }
}

/** Each account's sealed tokens, by the mark of the key that opens them. */
export class SealedTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get(accountId: string, seal: string): Uint8Array | undefined {
    const row = this.#connection.get(
      "SELECT box FROM sealed WHERE account = ? AND seal = ?",
      accountId,
      seal,
    );
    return row && bytes(row, "box");
  }

  set(accountId: string, seal: string, box: Uint8Array): void {
    this.#connection.run(
      "INSERT INTO sealed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET box = excluded.box",
      accountId,
      seal,
      box,
    );
  }

  delete(accountId: string): void {
    this.#connection.run("DELETE FROM sealed WHERE account = ?", accountId);
  }
}

/** Refresh tokens live for a week. */
const spentTokenTtlMs = 30 * dayMs;

/** The fingerprints of refresh tokens that were shown. */
export class SpentTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  has(mark: string): boolean {
    return this.#connection.get("SELECT 1 FROM spent WHERE mark = ?", mark) !== undefined;
  }

  add(mark: string, nowMs: number): void {
    this.#connection.run("DELETE FROM spent WHERE at_ms < ?", nowMs - spentTokenTtlMs);
    this.#connection.run("INSERT OR REPLACE INTO spent VALUES (?, ?)", mark, nowMs);
  }

  delete(mark: string): void {
    this.#connection.run("DELETE FROM spent WHERE mark = ?", mark);
  }
}

const notificationTtlMs = 400 * dayMs;

/** When each thing was told to a person. */
export class ToldTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  has(name: string, nowMs: number, withinMs: number): boolean {
    const row = this.#connection.get("SELECT at_ms FROM told WHERE name = ?", name);
    return row !== undefined && Math.abs(nowMs - integer(row, "at_ms")) < withinMs;
  }

  set(name: string, nowMs: number): void {
    this.#connection.run(
      "INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
      name,
      nowMs,
    );
    this.#connection.run("DELETE FROM told WHERE at_ms < ?", nowMs - notificationTtlMs);
  }

  delete(name: string): void {
    this.#connection.run("DELETE FROM told WHERE name = ?", name);
  }

  deleteAll(glob: string): void {
    this.#connection.run("DELETE FROM told WHERE name GLOB ?", glob);
  }
}

/** The notes of windows to each other, a table for each kind. Each call that writes is one transaction. */
export class DatabaseCoordination implements CoordinationStore {
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

  acquireLease(name: string, holder: string, nowMs: number, leaseMs: number): LeaseAnswer {
    return this.#connection.write(() => {
      const untilMs = this.#claims.untilMs(name, nowMs, leaseMs, holder);
      if (untilMs !== undefined) return { kind: "taken", untilMs };
      this.#claims.set(name, holder, nowMs + leaseMs);
      return { kind: "mine" };
    });
  }

  releaseLease(name: string, holder: string): void {
    this.#connection.write(() => this.#claims.release(name, holder));
  }

  isLeased(name: string, nowMs: number): boolean {
    return this.#claims.untilMs(name, nowMs, dayMs) !== undefined;
  }

  saveRetryHold(accountId: string, untilMs: number, nowMs: number): void {
    this.#connection.write(() => this.#holds.extend(accountId, untilMs, nowMs));
  }

  retryHoldUntilMs(accountId: string, nowMs: number): number | undefined {
    return this.#holds.untilMs(accountId, nowMs);
  }

  claimNotification(name: string, nowMs: number, againAfterMs: number): boolean {
    // Asked for with every reading: most of the time nothing is to be written.
    if (this.#told.has(name, nowMs, againAfterMs)) return false;
    return this.#connection.write(() => {
      if (this.#told.has(name, nowMs, againAfterMs)) return false;
      this.#told.set(name, nowMs);
      return true;
    });
  }

  resetNotification(name: string): void {
    if (!this.#told.has(name, 0, Number.POSITIVE_INFINITY)) return;
    this.#connection.write(() => this.#told.delete(name));
  }

  recordEntry(id: string, entry: string | undefined, nowMs: number): void {
    this.#connection.write(() => this.#listed.set(id, entry, nowMs));
  }

  entriesSince(atMs: number): EntryChange[] {
    return this.#listed.since(atMs);
  }

  saveTokens(accountId: string, seal: string, box: Uint8Array): void {
    this.#connection.write(() => this.#sealed.set(accountId, seal, box));
  }

  findTokens(accountId: string, seal: string): Uint8Array | undefined {
    return this.#sealed.get(accountId, seal);
  }

  deleteTokens(accountId: string): void {
    this.#connection.write(() => this.#sealed.delete(accountId));
  }

  markTokenUsed(mark: string, nowMs: number): void {
    this.#connection.write(() => this.#spent.add(mark, nowMs));
  }

  unmarkTokenUsed(mark: string): void {
    if (!this.isTokenUsed(mark)) return;
    this.#connection.write(() => this.#spent.delete(mark));
  }

  isTokenUsed(mark: string): boolean {
    return this.#spent.has(mark);
  }

  /** What is noted of an account that goes. Within a transaction. */
  forget(accountId: string): void {
    this.#holds.delete(accountId);
    this.#sealed.delete(accountId);
    this.#told.deleteAll(alertNamePattern(accountId));
    this.#claims.delete(snoozeLeaseName(accountId));
  }
}
