import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { readConfigFile, writeConfigFile } from "../../../../src/services/connections/configFile.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

describe("a configuration file", () => {
  it("a configuration file that another program has written meanwhile is not overwritten", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    await writeFile(path, "old");
    const read = await readConfigFile(path);
    assert.ok(read.ok);
    await writeFile(path, "newer");
    const changed = { ok: false, problem: { kind: "changed", detail: path } };
    assert.deepEqual(await writeConfigFile(read.value, "mine"), changed);
    assert.deepEqual(await writeConfigFile(read.value, undefined), changed);
    assert.equal(await readFile(path, "utf8"), "newer");
    assert.deepEqual(await readdir(folder.path), ["a.json"]);
  });

  it("a configuration file that another program has created meanwhile is not overwritten", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    const read = await readConfigFile(path);
    assert.ok(read.ok && read.value.text === undefined);
    await writeFile(path, "newer");
    const written = await writeConfigFile(read.value, "mine");
    assert.ok(!written.ok && written.problem.kind === "changed");
    assert.equal(await readFile(path, "utf8"), "newer");
  });

  it("a configuration file whose folder is a file is refused with the system's error", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a"), "");
    const path = join(folder.path, "a", "b.json");
    const read = await readConfigFile(path);
    assert.deepEqual(read, { ok: false, problem: { kind: "system", detail: "ENOTDIR" } });
  });
});
