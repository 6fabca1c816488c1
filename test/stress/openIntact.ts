import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";

/** Checks that the product and SQLite find the database intact. Returns it open, without the product's code. */
export async function openIntact(file: string): Promise<Disposable & { readonly database: DatabaseSync }> {
  const opened = await openHistory(file);
  assert.equal(opened.kind, "open");
  if (opened.kind === "open") {
    assert.equal(opened.damagedMovedTo, undefined);
    opened.store.close();
  }
  const database = new DatabaseSync(file);
  assert.deepEqual({ ...database.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
  assert.deepEqual(database.prepare("PRAGMA foreign_key_check").all(), []);
  return { database, [Symbol.dispose]: () => database.close() };
}
