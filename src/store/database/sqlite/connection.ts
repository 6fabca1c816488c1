import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { HistoryError } from "../../historyStore.ts";
import { LocalTimes } from "./localTimes.ts";
import { integer, type Row } from "./row.ts";
import { schemaVersion } from "./schema.ts";
import { toHistoryError } from "./sqliteError.ts";

/**
 * How long to wait for others that write. It is waited for with the whole extension host, so whoever asks is
 * to try again in a moment.
 */
const busyTimeoutMs = 100;

/** One connection: its statements, prepared once, and its transactions. Throws `HistoryError`. */
export class Connection {
  readonly file: string;
  readonly isReadOnly: boolean;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #writes = 0;
  /** What the SQL function `is_at_wanted_time` looks for. */
  readonly localTimes = new LocalTimes();

  constructor(database: DatabaseSync, file: string, isReadOnly: boolean) {
    this.#database = database;
    this.file = file;
    this.isReadOnly = isReadOnly;
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    const isWanted = (atMs: unknown) => typeof atMs === "number" && this.localTimes.matches(atMs);
    database.function("is_at_wanted_time", (sinceMs, atMs) => (isWanted(sinceMs) || isWanted(atMs) ? 1 : 0));
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#translateErrors(() => this.#statement(sql).get(...values));
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#translateErrors(() => this.#statement(sql).all(...values));
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#translateErrors(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** All of `work` or nothing, with no other writer at the same time. */
  write<T>(work: () => T): T {
    if (this.isReadOnly) throw new HistoryError("newerVersion");
    this.#writes += 1;
    return this.#transact("BEGIN IMMEDIATE", () => {
      const row = this.get("PRAGMA user_version");
      // Another window runs a newer release and has changed the tables since this one opened them.
      if (row && integer(row, "user_version") > schemaVersion)
        throw new HistoryError("newerVersion", "reopen");
      return work();
    });
  }

  /** Questions that see one and the same state. */
  read<T>(work: () => T): T {
    return this.#transact("BEGIN", work);
  }

  /** Changes whenever another connection wrote. */
  dataVersion(): number {
    return this.#pragma("data_version");
  }

  /** What is in use. The file itself never shrinks: what was deleted leaves pages that are free for what comes. */
  bytes(): number {
    return (this.#pragma("page_count") - this.#pragma("freelist_count")) * this.#pragma("page_size");
  }

  /** Changes whenever anyone wrote, this connection too. */
  version(): string {
    return `${this.dataVersion()}.${this.#writes}`;
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
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

  // SQLite rolls back by itself after some errors; then there is nothing left to do.
  #rollBack(): void {
    try {
      this.#statement("ROLLBACK").run();
    } catch {}
  }

  #statement(sql: string): StatementSync {
    let found = this.#statements.get(sql);
    if (!found) {
      found = this.#database.prepare(sql);
      this.#statements.set(sql, found);
    }
    return found;
  }

  #translateErrors<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const known = toHistoryError(error, this.file);
      // A newer file may lack what this version asks for.
      throw known === error && this.isReadOnly ? new HistoryError("newerVersion") : known;
    }
  }
}
