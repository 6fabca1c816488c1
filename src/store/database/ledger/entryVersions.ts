import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull, text } from "../sqlite/row.ts";

/** What the entries of an account were when they were looked at. */
export interface EntryState {
  /** Changes whenever a sync wrote, and with the account's source. */
  readonly version: string;
  /** Of all accounts: later entries have a higher key. */
  readonly lastKey: number;
  /** The last change or removal of an entry that was noticed. */
  readonly lastChangeKey: number;
  /** The rows with these keys: the key of the last row is used again when it is deleted. */
  readonly lastEntry: string;
  readonly lastChange: string;
}

/** Tells whether the entries of an account have changed. */
export class EntryVersions {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  read(account: number): EntryState {
    const lastKey = this.#max("SELECT max(key) AS max FROM entry");
    const lastChangeKey = this.#max("SELECT max(key) AS max FROM entry_change");
    return {
      version: this.version(account),
      lastKey,
      lastChangeKey,
      lastEntry: entryAt(this.#connection, lastKey) ?? "",
      lastChange: changeAt(this.#connection, lastChangeKey) ?? "",
    };
  }

  version(account: number): string {
    const row = this.#connection.get(
      `SELECT id, place, ifnull((SELECT version FROM walk WHERE account = account.key), 0) AS version
        FROM account WHERE key = ?`,
      account,
    );
    // The key of a removed account is used again.
    return row ? `${integer(row, "version")}.${integer(row, "place")}.${text(row, "id")}` : "";
  }

  #max(sql: string): number {
    const row = this.#connection.get(sql);
    return (row && integerOrNull(row, "max")) ?? 0;
  }
}

function entryAt(connection: Connection, key: number): string | undefined {
  const row = connection.get("SELECT account || ' ' || id AS entry FROM entry WHERE key = ?", key);
  return row && text(row, "entry");
}

function changeAt(connection: Connection, key: number): string | undefined {
  const row = connection.get(
    "SELECT account || ' ' || noticed_ms || ' ' || id AS change FROM entry_change WHERE key = ?",
    key,
  );
  return row && text(row, "change");
}

/** Whether rows that were added later have keys of rows before. */
function hasKeysAgain(connection: Connection, before: EntryState, now: EntryState): boolean {
  const [entry, change] = [entryAt(connection, before.lastKey), changeAt(connection, before.lastChangeKey)];
  return (
    now.lastKey < before.lastKey ||
    now.lastChangeKey < before.lastChangeKey ||
    (entry !== undefined && entry !== before.lastEntry) ||
    (change !== undefined && change !== before.lastChange)
  );
}

/**
 * The earliest instant at which the entries of a meter differ from an earlier state, infinite without a difference;
 * `undefined` where all may differ, because the account has another source or other entries have taken the keys.
 */
export function firstChangeMs(
  connection: Connection,
  account: number,
  meter: number,
  before: EntryState,
  now: EntryState,
): number | undefined {
  if (!isSameSource(before, now) || hasKeysAgain(connection, before, now)) return undefined;
  // By the key: an index by time would look through all entries for the few new ones.
  const added = connection.get(
    "SELECT min(at_ms) AS first FROM entry NOT INDEXED WHERE key > ? AND account = ? AND meter = ?",
    before.lastKey,
    account,
    meter,
  );
  const changed = connection.get(
    `SELECT min(min(json_extract(before, '$.atMs'), ifnull(entry.at_ms, 9e15))) AS first,
        max(kind = 'removed' AND ifnull(entry.key, 0) BETWEEN 1 AND ?) AS is_added_again
      FROM entry_change NOT INDEXED LEFT JOIN entry ON entry.account = entry_change.account AND entry.id = entry_change.id
      WHERE entry_change.key > ? AND entry_change.account = ?`,
    before.lastKey,
    before.lastChangeKey,
    account,
  );
  // It has a key of before: others may have one too.
  if (changed && integerOrNull(changed, "is_added_again") === 1) return undefined;
  return Math.min(
    ...[added, changed].map((row) => (row && integerOrNull(row, "first")) ?? Number.POSITIVE_INFINITY),
  );
}

/** Whether two states are of one account at one source. */
export function isSameSource(a: EntryState, b: EntryState): boolean {
  return sourceOf(a) === sourceOf(b);
}

/** The account and its source. */
function sourceOf({ version }: EntryState): string {
  return version.slice(version.indexOf("."));
}
