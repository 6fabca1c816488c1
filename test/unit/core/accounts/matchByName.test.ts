import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { matchByName } from "../../../../src/core/accounts/matchByName.ts";

const accounts = [
  { id: "poof", label: "Images" },
  { id: "poof-2", label: "Poof" },
  { id: "depicta", label: "images" },
];
const found = (name: string) => matchByName(accounts, name).map(({ id }) => id);

describe("what is meant by a name", () => {
  it("is an id or a label in any case, blanks around it ignored", () => {
    assert.deepEqual(found(" Poof-2 "), ["poof-2"]);
    assert.deepEqual(found("ＤＥＰＩＣＴＡ"), ["depicta"]);
  });

  it("is the very id before all else", () => assert.deepEqual(found("poof"), ["poof"]));

  it("is not clear where it could be several", () => {
    assert.deepEqual(found("Images"), ["poof", "depicta"]);
    assert.deepEqual(found("POOF"), ["poof", "poof-2"]);
  });

  it("is nothing for a part of a name", () => assert.deepEqual(found("poo"), []));
});
