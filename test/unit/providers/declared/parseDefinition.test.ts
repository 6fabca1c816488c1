import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import { definitionErrorOf, definitionOf, parseValid } from "../../../helpers/declaredProvider.ts";

describe("a provider definition", () => {
  it("a definition becomes a provider like the built-in ones", () => {
    const definition = definitionOf({
      blurb: "Everything",
      key: { page: "https://acme.example/keys", scope: "read:balance", example: "acme_…" },
      parameters: { team: { label: "Team" } },
      minMinutes: 30,
    });
    const { declared, ...provider } = createDeclaredProvider(parseValid(definition));
    assert.deepEqual(provider, {
      id: "acme",
      name: "Acme",
      defaultBaseUrl: "https://api.acme.example/v1",
      keyPage: "https://acme.example/keys",
      keyExample: "acme_…",
      hasSignIn: false,
      hasUsage: false,
    });
    assert.ok(declared);
    const { adapter, revision, identity, ...rest } = declared;
    assert.deepEqual(Object.keys(adapter), ["read"]);
    assert.match(revision, /^[\w-]{8}$/);
    assert.match(identity, /^[\w-]{8}$/);
    assert.deepEqual(rest, {
      blurb: "Everything",
      keyScope: "read:balance",
      regions: [],
      parameters: { team: { label: "Team" } },
      minMinutes: 30,
      hasBudget: false,
    });
  });

  it("a definition names the meter of its ledger", () => {
    const meters = ["credits", "euros"].map((id) => ({ id, unit: "credits", remaining: `/${id}` }));
    const ledger = {
      request: { path: "/log" },
      entries: "/items",
      meter: "euros",
      id: "/id",
      at: "/at",
      amount: "/cost",
    };
    assert.equal(createDeclaredProvider(parseValid(definitionOf({ meters, ledger }))).ledgerMeter, "euros");
  });

  it("a definition gets another revision when anything in it changes", () => {
    const revisions = [{}, {}, { name: "Acme 2" }, { requests: [{ path: "/other" }] }].map(
      (more) => createDeclaredProvider(parseValid(definitionOf(more))).declared?.revision,
    );
    assert.equal(revisions[0], revisions[1]);
    assert.equal(new Set(revisions).size, 3);
  });

  const wrong: readonly (readonly [field: string, more: object, reason?: string])[] = [
    ["id", { id: "Acme" }],
    ["id", { id: "../acme" }],
    ["id", { id: undefined }],
    ["name", { name: "" }],
    ["auth", { auth: "bearer" }],
    ["auth.kind", { auth: { kind: "magic" } }],
    ["auth.name", { auth: { kind: "header" } }],
    ["requests", { requests: [] }],
    ["requests.0.path", { requests: [{}] }],
    ["requests.0.method", { requests: [{ path: "/a", method: "DELETE" }] }, "unknownField"],
    ["meters", { meters: [] }],
    ["meters.0.remaining", { meters: [{ id: "a", unit: "credits" }] }],
    ["meters.0.remaining", { meters: [{ id: "a", unit: "credits", remaining: "left" }] }],
    ["meters.0.remaining", { meters: [{ id: "a", unit: "credits", remaining: { negate: true } }] }],
    [
      "meters.0.remaining.plus",
      { meters: [{ id: "a", unit: "credits", remaining: { value: "/a", plus: "/b" } }] },
      "unknownField",
    ],
    [
      "meters.0.remaining.divideBy",
      { meters: [{ id: "a", unit: "credits", remaining: { value: "/a", divideBy: 0 } }] },
    ],
    ["meters.0.unit", { meters: [{ id: "a", unit: "<b>", remaining: "/a" }] }],
    ["meters.0.unit", { meters: [{ id: "a", unit: "region", remaining: "/a" }] }, "unknownName"],
    [
      "meters.1.id",
      {
        meters: [
          { id: "a", unit: "credits", remaining: "/a" },
          { id: "a", unit: "credits", remaining: "/b" },
        ],
      },
      "duplicate",
    ],
    ["meters.0.remaining", { meters: [{ id: "a", unit: "credits", remaining: "me#/a" }] }, "unknownName"],
    ["plan", { plan: "me#/plan" }, "unknownName"],
    ["headers.X-Org", { headers: { "X-Org": "{org}" } }, "unknownName"],
    ["requests.0.path", { requests: [{ path: "/{org}" }] }, "unknownName"],
    [
      "requests.0.path",
      { parameters: { org: { label: "Org", optional: true } }, requests: [{ path: "/{org}" }] },
      "unknownName",
    ],
    ["requests.0.query.org", { requests: [{ path: "/a", query: { org: "{org}" } }] }, "unknownName"],
    ["requests.0.fill.org", { requests: [{ path: "/a", fill: { org: "/id" } }] }, "unknownName"],
    ["requests.1.name", { requests: [{ path: "/a" }, { path: "/b" }] }, "duplicate"],
    ["parameters.today", { parameters: { today: { label: "Today" } } }, "duplicate"],
    ["parameters.org.pattern", { parameters: { org: { label: "Org", pattern: "(" } } }],
    ["regions", { regions: [{ label: "A", baseUrl: "https://a.example" }] }, "duplicate"],
    ["success.is", { success: { at: "/code" } }],
    ["errors.rules.0.status", { errors: { rules: [{ at: "/code", is: [1], status: 200 }] } }],
    ["minMinutes", { minMinutes: 0 }],
    ["key_", { key_: {} }, "unknownField"],
    [
      "ledger.meter",
      { ledger: { request: { path: "/l" }, entries: "/a", meter: "b", id: "/i", at: "/t", amount: "/a" } },
      "unknownName",
    ],
    [
      "ledger.meter",
      {
        meters: [{ id: "wallet", unit: "/currency", each: "/wallets", remaining: "/amount" }],
        ledger: { request: { path: "/l" }, entries: "/a", meter: "wallet", id: "/i", at: "/t", amount: "/a" },
      },
      "severalMeters",
    ],
    [
      "ledger.paging.by",
      {
        ledger: {
          request: { path: "/l" },
          paging: { by: "magic" },
          entries: "/a",
          meter: "credits",
          id: "/i",
          at: "/t",
          amount: "/a",
        },
      },
    ],
  ];
  for (const [field, more, reason = "invalid"] of wrong) {
    it(`a definition is rejected for its ${field}: ${reason}, ${JSON.stringify(more).slice(0, 60)}`, () => {
      assert.deepEqual(definitionErrorOf(definitionOf({ ...more })), { field, reason });
    });
  }

  it("a definition that is no object is rejected as a whole", () => {
    for (const value of [undefined, null, 5, "acme", []]) {
      assert.deepEqual(definitionErrorOf(value), { field: "", reason: "invalid" });
    }
  });
});
