import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { LedgerEntry } from "../../src/api.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { schemaVersion } from "../../src/store/database/sqlite/schema.ts";
import { extensionId } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { readAllEntries, waitForSync } from "./helpers/ledgerPages.ts";
import { rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

const pageBytes = 4096;

// The window opens its database once, so these tests disturb the open file, each one after the other. The unit tests
// of the store cover the states of a file when it is opened.
describe("a history that fails while it is open", () => {
  const session = hostSession();
  const folder = path.join(
    process.env.CREDIT_MONITOR_TEST_USER_DATA ?? "",
    ...["User", "globalStorage", extensionId],
  );
  const file = path.join(folder, "history.db");
  const movedAside = () => readdirSync(folder).filter((name) => /^history-damaged-.*\.db$/.test(name));
  const history = (accountId: string) => api().history({ accountId, meterId: "credits" });
  const remaining = (accountId: string) => getAccount(accountId).meters[0]?.remaining;

  const add = async () => {
    session.sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1000" });
    return session.addAccount("poof");
  };
  const read = async (accountId: string, usedCredits: string) => {
    session.sample.accounts.set("poof", { usedCredits });
    session.advance(minuteMs);
    await runCommand("refresh", { accountId });
  };
  /** Opens the file like another program. */
  const withOtherConnection = (work: (database: DatabaseSync) => void) => {
    const database = new DatabaseSync(file);
    try {
      work(database);
    } finally {
      database.close();
    }
  };
  /** The extension's own connection, captured when it was opened. */
  let connection: DatabaseSync | undefined;
  const captureConnection = async <T>(work: () => Promise<T>): Promise<T> => {
    const { prototype } = DatabaseSync;
    const { prepare } = prototype;
    prototype.prepare = function (this: DatabaseSync, ...args) {
      if (this.location() === file) connection = this;
      return prepare.apply(this, args);
    };
    try {
      return await work();
    } finally {
      prototype.prepare = prepare;
    }
  };

  /** Overwrites every page but the first, and makes the window notice that its cached pages are outdated. */
  const damage = () => {
    withOtherConnection((database) => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    const bytes = readFileSync(file);
    for (let at = pageBytes; at < bytes.length; at += pageBytes) bytes.fill(0xa5, at, at + 2000);
    writeFileSync(file, bytes);
    withOtherConnection((database) => database.exec("PRAGMA application_id = 7"));
  };

  after(() => {
    // A failed test must not leave a read-only or full file to the next suites.
    if (connection?.isOpen) connection.exec("PRAGMA query_only = 0; PRAGMA max_page_count = 1000000");
    if (existsSync(file))
      withOtherConnection((database) => database.exec(`PRAGMA user_version = ${schemaVersion}`));
    for (const name of movedAside()) rmSync(path.join(folder, name));
  });

  it("the history is one file that only its owner can access", async () => {
    await add();
    assert.ok(existsSync(file));
    withOtherConnection((database) => {
      assert.equal(database.prepare("PRAGMA journal_mode").get()?.journal_mode, "wal");
      const { readings } =
        database.prepare("SELECT count(*) AS readings FROM account WHERE id = 'poof'").get() ?? {};
      assert.equal(readings, 1);
    });
  });

  it("the history misses writes while another program locks the file, and continues after it", async () => {
    const accountId = await add();
    const holder = new DatabaseSync(file);
    holder.exec("BEGIN IMMEDIATE");
    try {
      await read(accountId, "1100");
      assert.equal(remaining(accountId), "3900");
      assert.equal(getAccount(accountId).problem, undefined);
      assert.deepEqual(
        (await history(accountId)).map((point) => point.remaining),
        ["4000"],
      );
    } finally {
      holder.exec("ROLLBACK");
      holder.close();
    }
    await read(accountId, "1250");
    const amounts = (await readAllEntries({ accountId })).map(({ amount }) => amount);
    assert.deepEqual(amounts, ["-250"]);
  });

  it("a history that is found damaged is moved aside, and a new one begins", async () => {
    const accountId = await add();
    await read(accountId, "1100");
    damage();
    await read(accountId, "1200");
    assert.equal(remaining(accountId), "3800");
    assert.equal(getAccount(accountId).problem, undefined);
    await eventually(() => assert.equal(movedAside().length, 1));
    await read(accountId, "1300");
    const values = (await history(accountId)).map((point) => point.remaining);
    assert.equal(values.at(-1), "3700");
    assert.ok(!values.includes("4000"), "the old history is in the file that was moved");
    const [entry] = await readAllEntries({ accountId });
    assert.deepEqual([entry?.amount, entry?.balanceAfter], ["-100", "3700"]);
    await read(accountId, "1400");
    assert.equal(movedAside().length, 1, "once");
  });

  it("a history of a newer version is only read, and balances continue", async () => {
    const accountId = await add();
    await read(accountId, "1100");
    const before = await readAllEntries({ accountId });
    withOtherConnection((database) => database.exec("PRAGMA user_version = 99"));
    await read(accountId, "1200");
    assert.equal(remaining(accountId), "3800");
    assert.equal(getAccount(accountId).problem, undefined);
    assert.deepEqual(await readAllEntries({ accountId }), before);
    assert.equal((await history(accountId)).length, 2);
    withOtherConnection((database) => {
      assert.equal(database.prepare("PRAGMA user_version").get()?.user_version, 99);
    });
  });

  it("a history of a newer version recovers from damage too", async () => {
    damage();
    const accountId = await add();
    await eventually(async () => {
      await api().ledger({ accountId });
      assert.equal(movedAside().length, 2);
    });
    await read(accountId, "1500");
    assert.equal((await readAllEntries({ accountId })).length, 1);
    assert.match(
      (await rejection(api().history({ accountId: "nobody", meterId: "credits" }))).message,
      /nobody/,
    );
  });

  it("the history stores nothing while the disk is full or read-only, and continues after it", async () => {
    const accountId = await captureConnection(async () => {
      damage();
      return await session.addAccount("richUtilities");
    });
    await waitForSync(accountId);
    const isAdded = ({ description }: LedgerEntry) => description.startsWith("xxx");
    const added = async () =>
      (await readAllEntries({ accountId, source: "provider" })).filter(isAdded).length;
    const seen = getAccount(accountId).meters[0]?.remaining;
    for (const [begin, end] of [
      // A full disk and a read-only file, by SQLite's own means.
      ["PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"],
      ["PRAGMA query_only = 1", "PRAGMA query_only = 0"],
    ] as const) {
      const before = await added();
      connection?.exec(begin);
      session.advance(minuteMs);
      const description = "x".repeat(50_000);
      for (let count = 0; count < 5; count += 1) {
        session.sample.accounts.addEntry({ type: "debit", amount: "0.5", description });
      }
      await runCommand("refresh", { accountId });
      assert.equal(getAccount(accountId).problem, undefined);
      assert.notEqual(getAccount(accountId).meters[0]?.remaining, seen);
      assert.equal(await added(), before);
      connection?.exec(end);
      session.advance(minuteMs);
      await eventually(async () => {
        await runCommand("refresh", { accountId });
        await waitForSync(accountId);
        const entries = await readAllEntries({ accountId, source: "provider" });
        assert.deepEqual(
          new Set(entries.map(({ id }) => id)),
          new Set(session.sample.accounts.richUtilities().entries.map(({ id }) => String(id))),
        );
      });
    }
  });
});
