import { statSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { HistoryError } from "../../historyStore.ts";
import { LocalTimes } from "./localTimes.ts";
import { ObservedTexts, observedKinds } from "./observedTexts.ts";
import { integer, type Row } from "./row.ts";
import { schemaVersion } from "./schema.ts";
import { toHistoryError } from "./sqliteError.ts";

/** How long a call waits for another writer. It blocks the whole extension host, so callers retry later instead. */
const busyTimeoutMs = 100;

/**
 * A value that may be bound. Node 22 and 24 treat other values differently: `true` throws or is 1, and a `Date` that
 * comes first is taken for named parameters.
 */
export type SqlValue = string | number | null | Uint8Array;

/**
 * The values of a statement's parameters: in order for `?`, or one object for `:name`. No statement has numbered
 * parameters such as `?1`, because Node before 22.20 cannot bind them by position (nodejs/node#59340).
 */
export type SqlValues = readonly SqlValue[] | readonly [NamedValues];

type NamedValues = Readonly<Record<string, SqlValue>>;

/** One connection to the database file: prepared statements and transactions. Throws `HistoryError`. */
export class Connection {
  readonly file: string;
  readonly isReadOnly: boolean;
  readonly #database: DatabaseSync;
  readonly #inode: bigint | undefined;
  readonly #statements = new Map<string, StatementSync>();
  #writes = 0;
  /** Holds the search text of the SQL function `is_at_wanted_time`. */
  readonly localTimes = new LocalTimes();
  /** Holds the search text of the SQL function `is_observed_text`. */
  readonly observedTexts = new ObservedTexts();

  constructor(database: DatabaseSync, file: string, isReadOnly: boolean, waitMs = busyTimeoutMs) {
    this.#database = database;
    this.file = file;
    this.#inode = inodeOf(file);
    this.isReadOnly = isReadOnly;
    database.exec(`PRAGMA busy_timeout = ${waitMs}`);
    const isWanted = (atMs: unknown) => typeof atMs === "number" && this.localTimes.matches(atMs);
    database.function("is_observed_text", (kind, sinceMs, atMs) =>
      this.#isObservedText(kind, sinceMs, atMs) ? 1 : 0,
    );
    database.function("is_at_wanted_time", (sinceMs, atMs) => (isWanted(sinceMs) || isWanted(atMs) ? 1 : 0));
  }

  get(sql: string, ...values: SqlValues): Row | undefined {
    return this.#translateErrors(() => this.#statement(sql).get(...toArguments(values)));
  }

  all(sql: string, ...values: SqlValues): readonly Row[] {
    return this.#translateErrors(() => this.#statement(sql).all(...toArguments(values)));
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SqlValues): number {
    return this.#translateErrors(() => Number(this.#statement(sql).run(...toArguments(values)).changes));
  }

  /** Runs `work` in a transaction that excludes other writers; rolls back when it throws. */
  write<T>(work: () => T): T {
    if (this.isReadOnly) throw new HistoryError("newerVersion");
    this.#writes += 1;
    return this.#transact("BEGIN IMMEDIATE", () => {
      const row = this.get("PRAGMA user_version");
      // Another window with a newer version of the extension has changed the tables since this one opened them.
      if (row && integer(row, "user_version") > schemaVersion)
        throw new HistoryError("newerVersion", "reopen");
      return work();
    });
  }

  /** Runs queries in a transaction, so that all of them see the same state. */
  read<T>(work: () => T): T {
    return this.#transact("BEGIN", work);
  }

  /** Throws when the path names another file by now: a window that found this file damaged has moved it away. */
  assertFileUnchanged(): void {
    if (inodeOf(this.file) !== this.#inode) throw new HistoryError("failed", "reopen");
  }

  /** Changes whenever another connection wrote. */
  dataVersion(): number {
    return this.#pragma("data_version");
  }

  /** The bytes in use. The file itself never shrinks: deleted rows leave free pages that are used again. */
  bytes(): number {
    return (this.#pragma("page_count") - this.#pragma("freelist_count")) * this.#pragma("page_size");
  }

  /** Changes whenever any connection wrote, including this one. */
  version(): string {
    return `${this.dataVersion()}.${this.#writes}`;
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #isObservedText(kind: unknown, sinceMs: unknown, atMs: unknown): boolean {
    const known = observedKinds.find((each) => each === kind);
    if (known === undefined || typeof atMs !== "number") return false;
    return this.observedTexts.matches(known, typeof sinceMs === "number" ? sinceMs : undefined, atMs);
  }

  #pragma(name: string): number {
    const row = this.get(`PRAGMA ${name}`);
    return row ? integer(row, name) : 0;
  }

  #transact<T>(begin: string, work: () => T): T {
    this.#execute(begin);
    try {
      const result = work();
      this.#execute("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #execute(sql: string): void {
    this.#translateErrors(() => this.#statement(sql).run());
  }

  // Ignores errors: SQLite itself rolls back after some errors, and then there is no transaction left.
  #rollBack(): void {
    try {
      this.#statement("ROLLBACK").run();
    } catch {}
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #translateErrors<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const translated = toHistoryError(error, this.file);
      // The tables of a newer version may lack what this version queries.
      throw translated === error && this.isReadOnly ? new HistoryError("newerVersion") : translated;
    }
  }
}

/** The named values always come first, so that no other value is taken for them. */
function toArguments(values: SqlValues): readonly [NamedValues, ...SQLInputValue[]] {
  return areNamed(values) ? values : [{}, ...values];
}

function areNamed(values: SqlValues): values is readonly [NamedValues] {
  const [first] = values;
  return typeof first === "object" && first !== null && Object.getPrototypeOf(first) === Object.prototype;
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
