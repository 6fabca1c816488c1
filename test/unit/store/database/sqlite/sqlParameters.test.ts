import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "mocha";
import { Connection } from "../../../../../src/store/database/sqlite/connection.ts";
import { fullText, text } from "../../../../../src/store/database/sqlite/row.ts";
import { tempFile } from "../helpers/tempHistory.ts";

const sources = path.resolve(import.meta.dirname, "..", "..", "..", "..", "..", "src");

function openConnection() {
  const file = tempFile();
  const connection = new Connection(new DatabaseSync(file), file, false);
  return { connection, [Symbol.dispose]: () => connection.close() };
}

describe("the parameters of SQL statements", () => {
  it("SQL parameters are never numbered, because Node before 22.20 cannot bind such ones by position", () => {
    const files = globSync("**/*.ts", { cwd: sources });
    assert.ok(files.length > 50);
    for (const file of files) {
      const lines = readFileSync(path.join(sources, file), "utf8").split("\n");
      // Regular expressions have quantifiers such as `\d?1`, but no blank, comma or bracket before the question mark.
      const numbered = lines.filter((line) => /[\s(,=<>+-]\?\d/.test(line));
      assert.deepEqual(numbered, [], file);
    }
  });

  it("values are bound in order, or by name as often as the name occurs", () => {
    using opened = openConnection();
    const { connection } = opened;
    const bytes = new Uint8Array([1, 2]);
    const inOrder = connection.get("SELECT ? AS a, ? AS b, ? AS c, ? AS d", bytes, "text", null, 1.5);
    assert.deepEqual({ ...inOrder }, { a: bytes, b: "text", c: null, d: 1.5 });
    const named = connection.all("SELECT :one AS a, :two AS b, :one AS c", { one: 1, two: "two" });
    assert.deepEqual(
      named.map((row) => ({ ...row })),
      [{ a: 1, b: "two", c: 1 }],
    );
    assert.throws(() => connection.get("SELECT :one AS a", { one: 1, other: 2 }), /other/);
  });

  it("booleans, dates and big integers cannot be bound: the types forbid them", () => {
    using opened = openConnection();
    const { connection } = opened;
    const values = {
      // @ts-expect-error Node 22 throws, Node 24 binds 1.
      boolean: () => connection.get("SELECT ? AS a", true),
      // @ts-expect-error Node 22 takes a date that comes first for named parameters.
      date: () => connection.get("SELECT ? AS a", new Date(0)),
      // @ts-expect-error Read back as a number, it may be another one.
      bigInt: () => connection.get("SELECT ? AS a", 1n),
      // @ts-expect-error The same by name.
      named: () => connection.get("SELECT :a AS a", { a: true }),
    };
    assert.equal(Object.keys(values).length, 4);
    assert.throws(values.date, "a date is not silently stored as NULL");
  });

  it("a text is read in full after a NUL character too, in every Node", () => {
    using opened = openConnection();
    for (const value of ["\u0000nul", "a\u0000b\u0000", "\ufeffmark", "💥", "plain", ""]) {
      const row = opened.connection.get(`SELECT ${fullText("value")} FROM (SELECT ? AS value)`, value);
      assert.equal(row && text(row, "full_value"), value);
    }
  });
});
