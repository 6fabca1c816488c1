import type { Attempt } from "../../attempt.ts";
import { parseAttempt } from "../../parseAttempt.ts";
import type { Connection } from "../sqlite/connection.ts";
import { text } from "../sqlite/row.ts";

/** The last attempt of each account, as JSON. */
export class AttemptTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  load(accountId: string): Attempt | undefined {
    const row = this.#connection.get(
      "SELECT json FROM attempt JOIN account ON key = account WHERE id = ?",
      accountId,
    );
    return row && parseAttempt(text(row, "json"));
  }

  save(account: number, attempt: Attempt): void {
    this.#connection.run(
      "INSERT INTO attempt VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json",
      account,
      JSON.stringify(attempt),
    );
  }

  delete(account: number): void {
    this.#connection.run("DELETE FROM attempt WHERE account = ?", account);
  }
}
