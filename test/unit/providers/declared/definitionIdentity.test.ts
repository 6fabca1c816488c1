import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import { accountSource } from "../../../../src/services/accounts/accountSource.ts";
import { definitionOf, parseValid } from "../../../helpers/declaredProvider.ts";

const meters = [{ id: "credits", label: "Credits", unit: "credits", remaining: "/left" }];
const base = {
  meters,
  key: { page: "https://acme.example/keys", scope: "read", example: "acme_1" },
  parameters: { team: { label: "Team", hint: "Where" }, project: { label: "Project" } },
  details: [{ label: "Plan", value: "/plan" }],
  requests: [{ path: "/balance", query: { team: "{team}", project: "{project}" } }],
};

function sourceOf(more: object, parameters: Readonly<Record<string, string>> = { team: "a", project: "b" }) {
  const provider = createDeclaredProvider(parseValid(definitionOf({ ...base, ...more })));
  return accountSource({ id: "acme", provider: "acme", label: "Acme", parameters }, provider);
}

describe("what identifies a definition", () => {
  const words: Readonly<Record<string, object>> = {
    "its name": { name: "Acme 2" },
    "its blurb": { blurb: "New words" },
    "its documentation and evidence": {
      documentation: "https://acme.example/docs",
      evidence: { kind: "docs", source: "acme.example" },
    },
    "its key page, scope and example": {
      key: { page: "https://acme.example/new", scope: "all", example: "x_1" },
    },
    "labels of its meters": { meters: [{ ...meters[0], label: "Coins" }] },
    "labels and order of its parameters": {
      parameters: { project: { label: "P", example: "p" }, team: { label: "T" } },
    },
    "its details": { details: [{ label: "Tariff", value: "/tariff" }] },
    "the order of fields of a meter and a request": {
      meters: [{ remaining: "/left", unit: "credits", label: "Credits", id: "credits" }],
      requests: [{ query: { project: "{project}", team: "{team}" }, path: "/balance" }],
    },
    "the meaning of errors": { errors: { message: "/why" } },
    "how often it may be asked": { minMinutes: 30 },
  };
  for (const [name, more] of Object.entries(words)) {
    it(`an account's source stays when a release changes ${name}`, () => {
      assert.equal(sourceOf(more), sourceOf({}));
    });
  }

  it("an account's source stays when its parameters are written in another order", () => {
    assert.equal(sourceOf({}, { project: "b", team: "a" }), sourceOf({}));
  });

  const reads: Readonly<Record<string, object>> = {
    "a path": { requests: [{ path: "/other", query: base.requests[0]?.query }] },
    "a query": { requests: [{ path: "/balance", query: { team: "{team}" } }] },
    "a pointer of a meter": { meters: [{ ...meters[0], remaining: "/rest" }] },
    "a unit": { meters: [{ ...meters[0], unit: "EUR" }] },
    "a meter's id": { meters: [{ ...meters[0], id: "coins" }] },
    "the way a key is sent": { auth: { kind: "header", name: "x-key" } },
    headers: { headers: { "x-version": "2" } },
    "another meter": { meters: [...meters, { id: "euros", unit: "EUR", remaining: "/eur" }] },
  };
  for (const [name, more] of Object.entries(reads)) {
    it(`an account's source changes with ${name}`, () => assert.notEqual(sourceOf(more), sourceOf({})));
  }

  it("an account's source changes with the value of a parameter", () => {
    assert.notEqual(sourceOf({}, { team: "c", project: "b" }), sourceOf({}));
  });
});
