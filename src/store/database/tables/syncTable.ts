import { defined } from "../../../core/common/defined.ts";
import { type FinalSync, partialReasons, type SyncState } from "../../../core/ledger/ledgerEntry.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, integerOrNull, text, textOrNull, throwDamaged } from "../sqlite/row.ts";

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
    const row = this.#connection.get("SELECT * FROM sync WHERE account = ?", account);
    if (!row) return { state: "none", entries };
    const reason = textOrNull(row, "reason");
    return {
      state: toState(text(row, "state")),
      atMs: integer(row, "at_ms"),
      entries,
      ...defined({
        reason: partialReasons.find((known) => known === reason),
        asOfMs: integerOrNull(row, "as_of_ms") ?? undefined,
      }),
    };
  }

  /**
   * When the last sync ended that left no gap, in epoch milliseconds; `undefined` while there is one. Old entries that the
   * provider no longer lists leave none.
   */
  completeAtMs(account: number): number | undefined {
    const row = this.#connection.get(
      "SELECT at_ms FROM sync WHERE account = ? AND (state = 'complete' OR reason = 'limit')",
      account,
    );
    return row && integer(row, "at_ms");
  }

  set(account: number, { state, reason, asOfMs }: FinalSync, atMs: number): void {
    this.#connection.run(
      `INSERT INTO sync (account, state, at_ms, reason, as_of_ms) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms, reason = excluded.reason,
          as_of_ms = excluded.as_of_ms`,
      account,
      state,
      atMs,
      reason ?? null,
      asOfMs ?? null,
    );
  }

  /** Resets the state: the ledger counts as never fetched. */
  delete(account: number): void {
    this.#connection.run("DELETE FROM sync WHERE account = ?", account);
  }
}

function toState(state: string): FinalSync["state"] {
  return state === "complete" || state === "partial" || state === "none" ? state : throwDamaged();
}
