import type { LedgerWalk } from "../../../core/ledger/ledgerWalk.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text, throwDamaged } from "../sqlite/row.ts";

/** A walk as it is stored; `version` grows with each save. */
export interface StoredWalk {
  readonly walk: LedgerWalk;
  readonly version: number;
}

/** What is known about each account's ledger at its provider. */
export class WalkTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  find(account: number): StoredWalk | undefined {
    const row = this.#connection.get("SELECT version, json FROM walk WHERE account = ?", account);
    return row && { walk: toWalk(text(row, "json")), version: integer(row, "version") };
  }

  save(account: number, { walk, version }: StoredWalk): void {
    this.#connection.run(
      `INSERT INTO walk VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET version = excluded.version, json = excluded.json`,
      account,
      version,
      JSON.stringify(walk),
    );
  }

  /** The ledger counts as never fetched. */
  delete(account: number): void {
    this.#connection.run("DELETE FROM walk WHERE account = ?", account);
  }
}

function toWalk(json: string): LedgerWalk {
  try {
    return JSON.parse(json) as LedgerWalk;
  } catch {
    return throwDamaged();
  }
}
