import type { LedgerGap } from "../../historyStore.ts";
import type { Connection } from "../sqlite/connection.ts";
import { fullText, integer, text, textOrNull } from "../sqlite/row.ts";

/** The gaps in the provider's ledgers: below each entry that is not contiguous with the next older one. */
export class GapTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  first(account: number, sourceVersion: number): LedgerGap | undefined {
    const row = this.#connection.get(
      `SELECT at_ms, ${["id", "id_rank", "cursor"].map(fullText).join(", ")} FROM entry WHERE account = ? AND joined = 0 AND place = ?
        ORDER BY at_ms DESC, id_rank DESC LIMIT 1`,
      account,
      sourceVersion,
    );
    if (!row) return undefined;
    const count = this.#connection.get(
      "SELECT count(*) AS newer FROM entry WHERE account = ? AND (at_ms, id_rank) > (?, ?) AND place = ?",
      account,
      integer(row, "at_ms"),
      text(row, "full_id_rank"),
      sourceVersion,
    );
    const cursor = textOrNull(row, "full_cursor");
    return {
      id: text(row, "full_id"),
      newerCount: count ? integer(count, "newer") : 0,
      atMs: integer(row, "at_ms"),
      ...(cursor === null ? {} : { cursor }),
    };
  }

  close(account: number, id: string): void {
    this.#connection.run("UPDATE entry SET joined = 1 WHERE account = ? AND id = ?", account, id);
  }

  closeBetween(account: number, sourceVersion: number, aboveMs: number, toMs: number): void {
    this.#connection.run(
      "UPDATE entry SET joined = 1 WHERE account = ? AND joined = 0 AND place = ? AND at_ms > ? AND at_ms <= ?",
      account,
      sourceVersion,
      aboveMs,
      toMs,
    );
  }

  saveCursor(account: number, id: string, cursor: string | undefined): void {
    this.#connection.run(
      "UPDATE entry SET cursor = ? WHERE account = ? AND id = ?",
      cursor ?? null,
      account,
      id,
    );
  }
}
