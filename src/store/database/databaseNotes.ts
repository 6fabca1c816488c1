import type { ClaimAnswer, EntryNote, SharedNotes } from "../sharedNotes.ts";
import type { Connection } from "./connection.ts";
import { bytes, integer, text, textOrNull } from "./row.ts";

const dayMs = 86_400_000;
const toldForMs = 400 * dayMs;
/** Refresh tokens live for a week. */
const spentForMs = 30 * dayMs;

/** The notes of windows to each other, a table for each kind. Each call that writes is one transaction. */
export class DatabaseNotes implements SharedNotes {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  claim(name: string, holder: string, nowMs: number, leaseMs: number): ClaimAnswer {
    return this.#connection.write(() => {
      const untilMs = this.#claimedUntilMs(name, nowMs, leaseMs, holder);
      if (untilMs !== undefined) return { kind: "taken", untilMs };
      this.#connection.run(
        `INSERT INTO claim VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms`,
        name,
        holder,
        nowMs + leaseMs,
      );
      return { kind: "mine" };
    });
  }

  release(name: string, holder: string): void {
    this.#connection.write(() =>
      this.#connection.run("DELETE FROM claim WHERE name = ? AND holder = ?", name, holder),
    );
  }

  isClaimed(name: string, nowMs: number): boolean {
    return this.#claimedUntilMs(name, nowMs, dayMs) !== undefined;
  }

  hold(accountId: string, untilMs: number): void {
    this.#connection.write(() =>
      this.#connection.run(
        `INSERT INTO hold VALUES (?, ?)
          ON CONFLICT DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`,
        accountId,
        untilMs,
      ),
    );
  }

  heldUntilMs(accountId: string): number | undefined {
    const row = this.#connection.get("SELECT until_ms FROM hold WHERE account = ?", accountId);
    return row && integer(row, "until_ms");
  }

  tell(name: string, nowMs: number, againAfterMs: number): boolean {
    // Asked for with every reading: most of the time nothing is to be written.
    if (this.#isTold(name, nowMs, againAfterMs)) return false;
    return this.#connection.write(() => {
      if (this.#isTold(name, nowMs, againAfterMs)) return false;
      this.#connection.run(
        "INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
        name,
        nowMs,
      );
      this.#connection.run("DELETE FROM told WHERE at_ms < ?", nowMs - toldForMs);
      return true;
    });
  }

  untell(name: string): void {
    if (!this.#isTold(name, 0, Number.POSITIVE_INFINITY)) return;
    this.#connection.write(() => this.#connection.run("DELETE FROM told WHERE name = ?", name));
  }

  noteEntry(id: string, entry: string | undefined, nowMs: number): void {
    this.#connection.write(() =>
      // On a desktop every window sees every change: one note of it is enough.
      this.#connection.run(
        `INSERT INTO listed VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET entry = ?2, at_ms = ?3 WHERE entry IS NOT ?2 OR abs(?3 - at_ms) > 60000`,
        id,
        entry ?? null,
        nowMs,
      ),
    );
  }

  entriesSince(atMs: number): EntryNote[] {
    return this.#connection
      .all("SELECT id, entry, at_ms FROM listed WHERE at_ms >= ? ORDER BY at_ms", atMs)
      .map((row) => {
        const entry = textOrNull(row, "entry");
        const note = { id: text(row, "id"), atMs: integer(row, "at_ms") };
        return entry === null ? note : { ...note, entry };
      });
  }

  keepSealed(accountId: string, seal: string, box: Uint8Array): void {
    this.#connection.write(() =>
      this.#connection.run(
        "INSERT INTO sealed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET box = excluded.box",
        accountId,
        seal,
        box,
      ),
    );
  }

  sealed(accountId: string, seal: string): Uint8Array | undefined {
    const row = this.#connection.get(
      "SELECT box FROM sealed WHERE account = ? AND seal = ?",
      accountId,
      seal,
    );
    return row && bytes(row, "box");
  }

  forgetSealed(accountId: string): void {
    this.#connection.write(() => this.#connection.run("DELETE FROM sealed WHERE account = ?", accountId));
  }

  noteSpent(mark: string, nowMs: number): void {
    this.#connection.write(() => {
      this.#connection.run("DELETE FROM spent WHERE at_ms < ?", nowMs - spentForMs);
      this.#connection.run("INSERT OR REPLACE INTO spent VALUES (?, ?)", mark, nowMs);
    });
  }

  forgetSpent(mark: string): void {
    if (!this.isSpent(mark)) return;
    this.#connection.write(() => this.#connection.run("DELETE FROM spent WHERE mark = ?", mark));
  }

  isSpent(mark: string): boolean {
    return this.#connection.get("SELECT 1 FROM spent WHERE mark = ?", mark) !== undefined;
  }

  /** What is noted of an account that goes. Within a transaction. */
  forget(accountId: string): void {
    this.#connection.run("DELETE FROM hold WHERE account = ?", accountId);
    this.#connection.run("DELETE FROM sealed WHERE account = ?", accountId);
    // What was told of it, by the names of `services/alerts.ts` and `services/snoozes.ts`. An id is a slug.
    this.#connection.run("DELETE FROM told WHERE name GLOB ?", `alert * ${accountId} *`);
    this.#connection.run("DELETE FROM claim WHERE name = ?", `snooze ${accountId}`);
  }

  #isTold(name: string, nowMs: number, withinMs: number): boolean {
    const row = this.#connection.get("SELECT at_ms FROM told WHERE name = ?", name);
    return row !== undefined && Math.abs(nowMs - integer(row, "at_ms")) < withinMs;
  }

  /**
   * Nobody claims for longer than a lease: what ends much later than that comes from before the clock went back. A
   * little later is usual: who waited for the file took the time before the one that had it first.
   */
  #claimedUntilMs(name: string, nowMs: number, leaseMs: number, exceptBy = ""): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM claim WHERE name = ? AND holder <> ? AND until_ms > ? AND until_ms <= ?",
      name,
      exceptBy,
      nowMs,
      nowMs + 2 * leaseMs,
    );
    return row && integer(row, "until_ms");
  }
}
