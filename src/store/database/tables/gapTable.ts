import type { LedgerGap } from "../../historyStore.ts";
import type { Connection } from "../sqlite/connection.ts";
import { integer, text, textOrNull } from "../sqlite/row.ts";

/** Where the provider's entries do not follow each other yet: at each that is not joined to the next older one. */
export class GapTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  first(account: number, place: number): LedgerGap | undefined {
    const hole = this.#connection.get(
      `SELECT id, at_ms, id_rank, cursor FROM entry WHERE account = ? AND joined = 0 AND place = ?
        ORDER BY at_ms DESC, id_rank DESC LIMIT 1`,
      account,
      place,
    );
    if (!hole) return undefined;
    const count = this.#connection.get(
      "SELECT count(*) AS newer FROM entry WHERE account = ? AND (at_ms, id_rank) > (?, ?) AND place = ?",
      account,
      integer(hole, "at_ms"),
      text(hole, "id_rank"),
      place,
    );
    const cursor = textOrNull(hole, "cursor");
    return {
      id: text(hole, "id"),
      newerCount: count ? integer(count, "newer") : 0,
      atMs: integer(hole, "at_ms"),
      ...(cursor === null ? {} : { cursor }),
    };
  }

  close(account: number, id: string): void {
    this.#connection.run("UPDATE entry SET joined = 1 WHERE account = ? AND id = ?", account, id);
  }

  closeBetween(account: number, place: number, aboveMs: number, toMs: number): void {
    this.#connection.run(
      "UPDATE entry SET joined = 1 WHERE account = ? AND joined = 0 AND place = ? AND at_ms > ? AND at_ms <= ?",
      account,
      place,
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
