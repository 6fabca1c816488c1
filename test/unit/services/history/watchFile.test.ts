import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { watchFile } from "../../../../src/services/history/watchFile.ts";
import { eventually } from "../../../helpers/eventually.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

/** Opens the file, says so, and writes a row with each line that it reads. */
const writer = `
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(process.argv[1]);
  process.stdin.on("data", () => database.exec("INSERT INTO t VALUES (1)"));
  process.stdout.write("ready");
`;

describe("watching a database file", () => {
  for (const mode of ["WAL", "DELETE"]) {
    it(`each write of another process is reported while the file stays open (${mode})`, async function () {
      if (process.platform !== "linux") this.skip();
      const file = tempFile();
      using database = new DatabaseSync(file);
      database.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE t (v)`);
      const child = spawn(process.execPath, ["-e", writer, file], { stdio: ["pipe", "pipe", "ignore"] });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      let reportCount = 0;
      const watching = watchFile(file, () => {
        reportCount += 1;
      });
      assert.ok(watching);
      try {
        for (let count = 1; count <= 10; count += 1) {
          const before = reportCount;
          child.stdin.write("\n");
          await eventually(() => assert.ok(reportCount > before));
          // A write is reported several times: the next one begins after all of them.
          for (let seen = before; seen !== reportCount; await wait(100)) seen = reportCount;
          assert.equal(database.prepare("SELECT count(*) AS count FROM t").get()?.count, count);
        }
      } finally {
        watching.dispose();
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill();
        await ended;
      }
    });
  }

  it("writes to other files of the folder are not reported, and none after the end", async function () {
    if (process.platform !== "linux") this.skip();
    const file = tempFile();
    const other = path.join(path.dirname(file), "accounts.json");
    const reports: string[] = [];
    const watching = watchFile(file, () => reports.push("one"));
    const watchingOther = watchFile(other, () => reports.push("other"));
    writeFileSync(other, "[]");
    await eventually(() => assert.ok(reports.includes("other")));
    assert.ok(!reports.includes("one"));
    watching?.dispose();
    const before = reports.length;
    writeFileSync(file, "");
    writeFileSync(other, "[1]");
    await eventually(() => assert.ok(reports.length > before));
    assert.ok(!reports.includes("one"));
    watchingOther?.dispose();
  });

  it("a folder that cannot be watched is not, and one that is removed causes no error", async () => {
    const file = tempFile();
    assert.equal(watchFile(path.join(file, "missing", "history.db"), assert.fail), undefined);
    const watching = watchFile(file, () => undefined);
    rmSync(path.dirname(file), { recursive: true });
    await wait(50);
    watching?.dispose();
  });
});
