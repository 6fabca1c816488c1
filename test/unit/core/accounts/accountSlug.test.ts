import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { accountSlug } from "../../../../src/core/accounts/accountSlug.ts";

describe("accountSlug", () => {
  const free = () => false;

  const slugs: readonly (readonly [label: string, slug: string])[] = [
    ["Poof", "poof"],
    ["My Poof account", "my-poof-account"],
    ["  Work — EUR (2) ", "work-eur-2"],
    ["Crème brûlée", "creme-brulee"],
    ["Łódź/№5", "odz-no5"],
    ["../../etc/passwd", "etc-passwd"],
    ["a\u0000b\nc", "a-b-c"],
  ];
  for (const [label, slug] of slugs) {
    it(`accountSlug turns ${JSON.stringify(label)} into ${slug}`, () => {
      assert.equal(accountSlug(label, "poof", free), slug);
    });
  }

  it('an id is made from the provider when the label has no usable letters, else it is "account"', () => {
    assert.equal(accountSlug("残高", "richUtilities", free), "rich-utilities");
    assert.equal(accountSlug("", "easySlip", free), "easy-slip");
    assert.equal(accountSlug("!!!", "???", free), "account");
  });

  it("an id that is taken gets the next free number, from 2", () => {
    const taken = new Set(["poof", "poof-2", "poof-3"]);
    assert.equal(
      accountSlug("Poof", "poof", (id) => taken.has(id)),
      "poof-4",
    );
    assert.equal(
      accountSlug("Poof", "poof", (id) => id === "poof"),
      "poof-2",
    );
  });

  it("an id has at most 40 characters and never ends in a dash", () => {
    const slug = accountSlug(`${"a".repeat(39)} ${"b".repeat(100)}`, "poof", free);
    assert.equal(slug, "a".repeat(39));
    assert.equal(accountSlug("x".repeat(500), "poof", free), "x".repeat(40));
  });
});
