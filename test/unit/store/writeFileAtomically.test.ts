import assert from "node:assert/strict";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import { hourMs } from "../../../src/core/time/durations.ts";
import { writeFileAtomically } from "../../../src/store/writeFileAtomically.ts";
import { temporaryFolder } from "../../helpers/temporaryFolder.ts";

describe("writeFileAtomically", () => {
  it("writeFileAtomically appends in order, and the file gets its name only when it is complete", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "out.csv");
    await writeFileAtomically(path, async (append) => {
      await append("a\r\n");
      await assert.rejects(readFile(path), { code: "ENOENT" });
      await append("ü€\n");
    });
    assert.equal(await readFile(path, "utf8"), "a\r\nü€\n");
    assert.deepEqual(await readdir(folder.path), ["out.csv"]);
  });

  it("writeFileAtomically replaces an older file at the end, not before", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "out.csv");
    await writeFile(path, "old and longer");
    await writeFileAtomically(path, async (append) => {
      await append("new");
      assert.equal(await readFile(path, "utf8"), "old and longer");
    });
    assert.equal(await readFile(path, "utf8"), "new");
  });

  it("writeFileAtomically leaves the older file and nothing else when writing fails midway", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "out.csv");
    await writeFile(path, "old");
    const full = writeFileAtomically(path, async (append) => {
      await append("half");
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    });
    await assert.rejects(full, { code: "ENOSPC" });
    assert.equal(await readFile(path, "utf8"), "old");
    assert.deepEqual(await readdir(folder.path), ["out.csv"]);
  });

  it("writeFileAtomically leaves no file behind when the name is taken by a folder", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "out.csv");
    await mkdir(path);
    await assert.rejects(writeFileAtomically(path, (append) => append("x")));
    assert.deepEqual(await readdir(folder.path), ["out.csv"]);
    assert.deepEqual(await readdir(path), []);
  });

  it("writeFileAtomically rejects for a missing folder, and does not create it", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "gone", "out.csv");
    await assert.rejects(
      writeFileAtomically(path, (append) => append("x")),
      { code: "ENOENT" },
    );
    assert.deepEqual(await readdir(folder.path), []);
  });

  it("writeFileAtomically deletes files that an ended process left, and none still being written", async () => {
    await using folder = await temporaryFolder();
    const [old, fresh, foreign] = [
      ".out.csv.0123456789ab.partial",
      ".out.csv.ba9876543210.partial",
      ".out.partial",
    ];
    const longAgo = new Date(Date.now() - 2 * hourMs);
    for (const name of [old, fresh, foreign]) {
      await writeFile(join(folder.path, name), "half");
      if (name !== fresh) await utimes(join(folder.path, name), longAgo, longAgo);
    }
    await writeFileAtomically(join(folder.path, "other.json"), (append) => append("[]"));
    assert.deepEqual(new Set(await readdir(folder.path)), new Set([fresh, foreign, "other.json"]));
  });

  it("writeFileAtomically lets two writers of one name finish, each completely", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "out.csv");
    const texts = ["a".repeat(1000), "b".repeat(1000)];
    await Promise.all(
      texts.map((text) =>
        writeFileAtomically(path, async (append) => {
          for (const letter of text.match(/.{100}/g) ?? []) await append(letter);
        }),
      ),
    );
    assert.ok(texts.includes(await readFile(path, "utf8")));
    assert.deepEqual(await readdir(folder.path), ["out.csv"]);
  });
});
