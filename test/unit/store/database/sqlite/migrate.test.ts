import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { migrate, userVersion } from "../../../../../src/store/database/sqlite/migrate.ts";
import { migrations, schemaVersion } from "../../../../../src/store/database/sqlite/schema.ts";
import { points, poll } from "../helpers/readings.ts";
import { bare, open, tempFile } from "../helpers/tempHistory.ts";

const steps = [
  "CREATE TABLE a (x TEXT)",
  "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x || '!'",
  "CREATE TABLE b (z TEXT); INSERT INTO b SELECT y FROM a",
];

describe("migrating", () => {
  for (let version = 0; version <= schemaVersion; version += 1) {
    it(`brings a file of version ${version} to this one`, async () => {
      const file = tempFile();
      const database = bare(file);
      assert.equal(migrate(database, migrations.slice(0, version)), version);
      database.close();
      const store = await open(file);
      poll(store, ["2", "1"]);
      assert.equal(points(store).length, 2);
      assert.equal(userVersion(bare(file)), schemaVersion);
    });
  }

  it("keeps what is there, through several steps", () => {
    const database = bare(tempFile());
    migrate(database, steps.slice(0, 1));
    database.exec("INSERT INTO a VALUES ('kept')");
    assert.equal(migrate(database, steps), 3);
    assert.equal(database.prepare("SELECT z FROM b").get()?.z, "kept!");
  });

  it("does nothing to a file that is current or newer", () => {
    const database = bare(tempFile());
    migrate(database, steps);
    assert.equal(migrate(database, steps), 3);
    assert.equal(migrate(database, steps.slice(0, 1)), 3);
  });

  it("undoes a step that fails, whole, and goes on from there the next time", () => {
    const database = bare(tempFile());
    const broken = [...steps.slice(0, 2), "CREATE TABLE b (z TEXT); INSERT INTO nowhere VALUES (1)"];
    assert.throws(() => migrate(database, broken), /nowhere/);
    assert.equal(userVersion(database), 2);
    assert.equal(database.isTransaction, false);
    assert.equal(migrate(database, steps), 3);
  });

  it("is done once when another window did it meanwhile", () => {
    const file = tempFile();
    const [one, two] = [bare(file), bare(file)];
    migrate(one, steps.slice(0, 1));
    assert.equal(userVersion(two), 1);
    migrate(one, steps);
    assert.equal(migrate(two, steps), 3);
  });
});
