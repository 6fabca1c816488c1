import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { matchByName } from "../../../../src/core/accounts/matchByName.ts";

const accounts = [
  { id: "poof", label: "Images" },
  { id: "poof-2", label: "Poof" },
  { id: "depicta", label: "images" },
];
const found = (name: string) => matchByName(accounts, name).map(({ id }) => id);

describe("matchByName", () => {
  it("a name matches an id or a label in any case, with surrounding spaces ignored", () => {
    assert.deepEqual(found(" Poof-2 "), ["poof-2"]);
    assert.deepEqual(found("ＤＥＰＩＣＴＡ"), ["depicta"]);
  });

  it("a name that is exactly an id matches only that account", () =>
    assert.deepEqual(found("poof"), ["poof"]));

  it("a name that fits several accounts matches all of them", () => {
    assert.deepEqual(found("Images"), ["poof", "depicta"]);
    assert.deepEqual(found("POOF"), ["poof", "poof-2"]);
  });

  it("a part of a name matches no account", () => assert.deepEqual(found("poo"), []));
});
