import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEnvText } from "../../../../src/services/credentials/parseEnvText.ts";

const valuesOf = (text: string) =>
  Object.fromEntries(parseEnvText(text).entries.map(({ name, value }) => [name, value]));

describe("parseEnvText", () => {
  it("parseEnvText reads assignments in every usual form", () => {
    const text = [
      "\uFEFF# keys of this project",
      "PLAIN=abc",
      "  SPACED = d e f  # a comment",
      "export EXPORTED=ghi",
      "SINGLE='j k # l'",
      'DOUBLE="m=n"',
      "BACKTICK=`o'p`",
      "EMPTY=",
      "",
      "lower_case.name-1=q",
      "URL=https://a.example/?x=1#y",
    ].join("\r\n");
    const { name: _name, ...values } = { name: "", ...valuesOf(text) };
    assert.deepEqual(
      { ...values, URL: "" },
      {
        PLAIN: "abc",
        SPACED: "d e f",
        EXPORTED: "ghi",
        SINGLE: "j k # l",
        DOUBLE: "m=n",
        BACKTICK: "o'p",
        EMPTY: "",
        "lower_case.name-1": "q",
        URL: "",
      },
    );
    assert.deepEqual(parseEnvText(text).brokenLines, []);
  });

  it("parseEnvText names broken lines by number, and reads the others", () => {
    const { entries, brokenLines } = parseEnvText(
      ["A=1", "sk-or-v1-not-an-assignment", "=x", "B=2", '1C=3 "', 'D="never closed', "E=5"].join("\n"),
    );
    assert.deepEqual(brokenLines, [2, 3, 5, 6]);
    assert.deepEqual(
      entries.map(({ name, value }) => `${name}=${value}`),
      ["A=1", "B=2", "E=5"],
    );
  });

  it("parseEnvText reads a quoted value over several lines, and counts its lines", () => {
    const { entries, brokenLines } = parseEnvText('A="one\ntwo"\noops\nB=2');
    assert.deepEqual(entries, [
      { name: "A", value: "one\ntwo" },
      { name: "B", value: "2" },
    ]);
    assert.deepEqual(brokenLines, [3]);
  });

  it("parseEnvText lets the last assignment of a name count, and takes any text", () => {
    assert.deepEqual(valuesOf("A=1\nA=2"), { A: "2" });
    for (const text of ["", "\n\n", "# only a comment", "\0", "=", "'"]) {
      assert.deepEqual(parseEnvText(text).entries, [], JSON.stringify(text));
    }
  });
});
