import { dayMs } from "../../core/time/durations.ts";
import {
  alertNamePattern,
  type CoordinationStore,
  type EntryChange,
  type LeaseAnswer,
  snoozeLeaseName,
} from "../coordinationStore.ts";
import type { KeyNote, StoredKeySet } from "../keyNotes.ts";
import type { Connection, SqlValues } from "./sqlite/connection.ts";
import { bytes, integer, text, textOrNull } from "./sqlite/row.ts";

/** Far longer than a refresh token is valid: a week. */
const usedTokenTtlMs = 30 * dayMs;
const notificationTtlMs = 400 * dayMs;
/** A browser that wrote no key for this long has lost its storage or is not used any more. */
const keySetTtlMs = 400 * dayMs;

/** The coordination store over one connection. Each call that writes is one transaction. */
export class DatabaseCoordination implements CoordinationStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  // Table `claim`: the holder of each lease.

  acquireLease(name: string, holder: string, nowMs: number, leaseMs: number): LeaseAnswer {
    return this.#connection.write(() => {
      const untilMs = this.#leasedUntilMs(name, nowMs, leaseMs, holder);
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

  releaseLease(name: string, holder: string): void {
    this.#write("DELETE FROM claim WHERE name = ? AND holder = ?", name, holder);
  }

  isLeased(name: string, nowMs: number): boolean {
    return this.#leasedUntilMs(name, nowMs, dayMs) !== undefined;
  }

  /**
   * A lease that ends later than `leaseMs` from now was taken before the clock was set back, and does not count.
   * Twice the length is allowed: a window that waited for the file may have read its time before another window did.
   */
  #leasedUntilMs(name: string, nowMs: number, leaseMs: number, exceptHolder = ""): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM claim WHERE name = ? AND holder <> ? AND until_ms > ? AND until_ms <= ?",
      name,
      exceptHolder,
      nowMs,
      nowMs + 2 * leaseMs,
    );
    return row && integer(row, "until_ms");
  }

  // Table `hold`: until when each account's provider asked not to be called.

  saveRetryHold(accountId: string, untilMs: number, nowMs: number): void {
    this.#write(
      `INSERT INTO hold VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET
          until_ms = iif(noted_ms > excluded.noted_ms, excluded.until_ms, max(until_ms, excluded.until_ms)),
          noted_ms = excluded.noted_ms`,
      accountId,
      untilMs,
      nowMs,
    );
  }

  /** Ignores a hold from before the clock was set back: it could last hours too long. */
  retryHoldUntilMs(accountId: string, nowMs: number): number | undefined {
    const row = this.#connection.get(
      "SELECT until_ms FROM hold WHERE account = ? AND noted_ms <= ?",
      accountId,
      nowMs,
    );
    return row && integer(row, "until_ms");
  }

  // Table `told`: when each notification was shown.

  claimNotification(name: string, nowMs: number, repeatAfterMs: number): boolean {
    // Checked without a lock first: it is asked after every reading, and there is rarely anything to write.
    if (this.#wasShown(name, nowMs, repeatAfterMs)) return false;
    return this.#connection.write(() => {
      if (this.#wasShown(name, nowMs, repeatAfterMs)) return false;
      this.#connection.run(
        "INSERT INTO told VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
        name,
        nowMs,
      );
      this.#connection.run("DELETE FROM told WHERE at_ms < ?", nowMs - notificationTtlMs);
      return true;
    });
  }

  notificationShownAtMs(name: string): number | undefined {
    const row = this.#connection.get("SELECT at_ms FROM told WHERE name = ?", name);
    return row && integer(row, "at_ms");
  }

  resetNotification(name: string): void {
    if (this.notificationShownAtMs(name) === undefined) return;
    this.#write("DELETE FROM told WHERE name = ?", name);
  }

  #wasShown(name: string, nowMs: number, withinMs: number): boolean {
    const shownAtMs = this.notificationShownAtMs(name);
    return shownAtMs !== undefined && Math.abs(nowMs - shownAtMs) < withinMs;
  }

  // Table `listed`: the last change of each entry of the account list.

  recordEntry(id: string, entry: string | undefined, nowMs: number): void {
    // On a desktop every window sees every change: one record of it within a minute is enough.
    this.#write(
      `INSERT INTO listed VALUES (:id, :entry, :nowMs) ON CONFLICT DO UPDATE
        SET entry = :entry, at_ms = :nowMs WHERE entry IS NOT :entry OR abs(:nowMs - at_ms) > 60000`,
      { id, entry: entry ?? null, nowMs },
    );
  }

  entriesSince(atMs: number): EntryChange[] {
    return this.#connection
      .all("SELECT id, entry, at_ms FROM listed WHERE at_ms >= ? ORDER BY at_ms", atMs)
      .map((row) => {
        const entry = textOrNull(row, "entry");
        const change = { id: text(row, "id"), atMs: integer(row, "at_ms") };
        return entry === null ? change : { ...change, entry };
      });
  }

  // Table `sealed`: the encrypted tokens of each account, by the id of the key that decrypts them.

  saveTokens(accountId: string, keyId: string, ciphertext: Uint8Array): void {
    this.#write(
      "INSERT INTO sealed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET box = excluded.box",
      accountId,
      keyId,
      ciphertext,
    );
  }

  findTokens(accountId: string, keyId: string): Uint8Array | undefined {
    const row = this.#connection.get(
      "SELECT box FROM sealed WHERE account = ? AND seal = ?",
      accountId,
      keyId,
    );
    return row && bytes(row, "box");
  }

  deleteTokens(accountId: string): void {
    this.#write("DELETE FROM sealed WHERE account = ?", accountId);
  }

  // Table `spent`: fingerprints of refresh tokens that were sent.

  markTokenUsed(fingerprint: string, nowMs: number): void {
    this.#connection.write(() => {
      this.#connection.run("DELETE FROM spent WHERE at_ms < ?", nowMs - usedTokenTtlMs);
      this.#connection.run("INSERT OR REPLACE INTO spent VALUES (?, ?)", fingerprint, nowMs);
    });
  }

  unmarkTokenUsed(fingerprint: string): void {
    if (this.isTokenUsed(fingerprint)) this.#write("DELETE FROM spent WHERE mark = ?", fingerprint);
  }

  isTokenUsed(fingerprint: string): boolean {
    return this.#connection.get("SELECT 1 FROM spent WHERE mark = ?", fingerprint) !== undefined;
  }

  // Table `key_note`: the last saved key of each account. Table `key_set`: the keys that each browser has stored.

  saveKeyNote({ accountId, browserId, revision, atMs }: KeyNote): void {
    this.#write("INSERT OR REPLACE INTO key_note VALUES (?, ?, ?, ?)", accountId, browserId, revision, atMs);
  }

  deleteKeyNotes(accountId: string): void {
    this.#write("DELETE FROM key_note WHERE account = ?", accountId);
  }

  keyNotes(): KeyNote[] {
    return this.#connection.all("SELECT account, browser, revision, at_ms FROM key_note").map((row) => ({
      accountId: text(row, "account"),
      browserId: text(row, "browser"),
      revision: text(row, "revision"),
      atMs: integer(row, "at_ms"),
    }));
  }

  saveKeySet(browserId: string, { windowId, revisions }: StoredKeySet, nowMs: number): void {
    this.#connection.write(() => {
      this.#connection.run("DELETE FROM key_set WHERE at_ms < ?", nowMs - keySetTtlMs);
      const json = JSON.stringify(revisions);
      this.#connection.run(
        "INSERT OR REPLACE INTO key_set VALUES (?, ?, ?, ?)",
        browserId,
        windowId,
        json,
        nowMs,
      );
    });
  }

  findKeySet(browserId: string): StoredKeySet | undefined {
    const row = this.#connection.get("SELECT holder, revisions FROM key_set WHERE browser = ?", browserId);
    return row && { windowId: text(row, "holder"), revisions: JSON.parse(text(row, "revisions")) };
  }

  /** Deletes what is stored for an account that is removed. Call it within a transaction. */
  deleteAccount(accountId: string): void {
    this.#connection.run("DELETE FROM hold WHERE account = ?", accountId);
    this.#connection.run("DELETE FROM sealed WHERE account = ?", accountId);
    this.#connection.run("DELETE FROM told WHERE name GLOB ?", alertNamePattern(accountId));
    this.#connection.run("DELETE FROM claim WHERE name = ?", snoozeLeaseName(accountId));
  }

  /** Runs one statement in a transaction of its own. */
  #write(sql: string, ...values: SqlValues): void {
    this.#connection.write(() => this.#connection.run(sql, ...values));
  }
}
