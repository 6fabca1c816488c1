import type { FinalSyncState, SyncState } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text, throwDamaged } from "../sqlite/row.ts";

/** How the last sync of each account's ledger ended. */
export class SyncTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `sourceVersion`: the account's; entries of earlier sources are not counted. */
  get(account: number, sourceVersion: number): SyncState {
    const count = this.#connection.get(
      "SELECT count(*) AS entries FROM entry WHERE account = ? AND place = ?",
      account,
      sourceVersion,
    );
    const entries = count ? integer(count, "entries") : 0;
    const row = this.#connection.get("SELECT state, at_ms FROM sync WHERE account = ?", account);
    return row
      ? { state: toState(text(row, "state")), atMs: integer(row, "at_ms"), entries }
      : { state: "none", entries };
  }

  /** When the last sync ended that left no gap, in epoch milliseconds; `undefined` while there is one. */
  completeAtMs(account: number): number | undefined {
    const row = this.#connection.get(
      "SELECT at_ms FROM sync WHERE account = ? AND state = 'complete'",
      account,
    );
    return row && integer(row, "at_ms");
  }

  set(account: number, state: FinalSyncState, atMs: number): void {
    this.#connection.run(
      "INSERT INTO sync VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms",
      account,
      state,
      atMs,
    );
  }

  /** Resets the state: the ledger counts as never fetched. */
  delete(account: number): void {
    this.#connection.run("DELETE FROM sync WHERE account = ?", account);
  }
}

function toState(state: string): FinalSyncState {
  return state === "complete" || state === "partial" || state === "none" ? state : throwDamaged();
}
