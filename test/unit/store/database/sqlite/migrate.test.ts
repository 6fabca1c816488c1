import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { migrate, userVersion } from "../../../../../src/store/database/sqlite/migrate.ts";
import { migrations, schemaVersion } from "../../../../../src/store/database/sqlite/schema.ts";
import { chartPoints, recordReadings } from "../helpers/readings.ts";
import { openSqlite, openStore, tempFile } from "../helpers/tempHistory.ts";

const steps = [
  "CREATE TABLE a (x TEXT)",
  "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x || '!'",
  "CREATE TABLE b (z TEXT); INSERT INTO b SELECT y FROM a",
];

describe("migrating", () => {
  for (let version = 0; version <= schemaVersion; version += 1) {
    it(`a file of version ${version} is migrated to the current version`, async () => {
      const file = tempFile();
      const database = openSqlite(file);
      assert.equal(migrate(database, migrations.slice(0, version)), version);
      database.close();
      const store = await openStore(file);
      recordReadings(store, ["2", "1"]);
      assert.equal(chartPoints(store).length, 2);
      assert.equal(userVersion(openSqlite(file)), schemaVersion);
    });
  }

  it("a migration of several steps keeps the data", () => {
    const database = openSqlite(tempFile());
    migrate(database, steps.slice(0, 1));
    database.exec("INSERT INTO a VALUES ('kept')");
    assert.equal(migrate(database, steps), 3);
    assert.equal(database.prepare("SELECT z FROM b").get()?.z, "kept!");
  });

  it("a current or newer file is not migrated", () => {
    const database = openSqlite(tempFile());
    migrate(database, steps);
    assert.equal(migrate(database, steps), 3);
    assert.equal(migrate(database, steps.slice(0, 1)), 3);
  });

  it("a failed step is rolled back completely, and the next migration continues from there", () => {
    const database = openSqlite(tempFile());
    const broken = [...steps.slice(0, 2), "CREATE TABLE b (z TEXT); INSERT INTO nowhere VALUES (1)"];
    assert.throws(() => migrate(database, broken), /nowhere/);
    assert.equal(userVersion(database), 2);
    assert.equal(database.isTransaction, false);
    assert.equal(migrate(database, steps), 3);
  });

  it("a migration that another window did meanwhile is not repeated", () => {
    const file = tempFile();
    const [one, two] = [openSqlite(file), openSqlite(file)];
    migrate(one, steps.slice(0, 1));
    assert.equal(userVersion(two), 1);
    migrate(one, steps);
    assert.equal(migrate(two, steps), 3);
  });
});
