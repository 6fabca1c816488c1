import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  callDeclared,
  definitionErrorOf,
  definitionOf,
  failureFrom,
  leniently,
  readDeclared,
  snapshotFrom,
} from "../../../helpers/declaredProvider.ts";

const balances = (...rows: readonly (readonly [string, string])[]) =>
  JSON.stringify({ infos: rows.map(([currency, total]) => ({ currency, total })) });

describe("a declared array", () => {
  const each = { id: "b", role: "pool", each: "/infos", unit: "/currency", remaining: "/total" };
  const pick = {
    id: "b",
    pick: { list: "/infos", where: "/currency", is: ["USD", "CNY"] },
    unit: "/currency",
    remaining: "/total",
  };
  const codes = async (meter: object, body: string) =>
    (await snapshotFrom({ meters: [meter] }, body)).meters.map(({ unit, remaining }) => [
      unit.code,
      remaining,
    ]);

  it("a declared array gives funded units before empty ones, in whatever order they come", async () => {
    const wanted = [
      ["CNY", "81.69"],
      ["USD", "0"],
    ];
    assert.deepEqual(await codes(each, balances(["USD", "0.00"], ["CNY", "81.69"])), wanted);
    assert.deepEqual(await codes(each, balances(["CNY", "81.69"], ["USD", "0.00"])), wanted);
    assert.deepEqual(await codes(pick, balances(["USD", "0.00"], ["CNY", "81.69"])), [["CNY", "81.69"]]);
    assert.deepEqual(await codes(pick, balances(["CNY", "0"], ["USD", "0.00"])), [["USD", "0"]]);
  });

  it("an empty declared array is nothing, as information", async () => {
    const unit = { at: "/currency", default: "USD" };
    const { meters } = await snapshotFrom({ meters: [{ ...each, unit }] }, `{"infos":[]}`);
    assert.deepEqual(meters, [
      {
        id: "b-usd",
        label: "balance",
        unit: { kind: "currency", code: "USD" },
        remaining: "0",
        role: "info",
      },
    ]);
  });

  it("a declared array shows at most 50 units and says how many more there are", async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [`U${index}`, "1"] as const);
    const { meters, details } = await snapshotFrom({ meters: [each] }, balances(...rows));
    assert.equal(meters.length, 50);
    assert.deepEqual(details, [{ label: "unitsNotShown", value: { kind: "count", count: "29950" } }]);
  });

  it("of many units those with something left are shown first, in the order of their codes", async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => {
      const code = String(index).padStart(4, "0");
      return [`U${code}`, index % 100 === 7 ? "1" : index % 2 === 0 ? "0" : "-2"] as const;
    });
    for (const order of [rows, rows.toReversed()]) {
      const { meters } = await snapshotFrom({ meters: [each] }, balances(...order));
      const funded = rows.filter(([, left]) => left === "1").map(([code]) => code);
      const others = rows.filter(([, left]) => left !== "1").map(([code]) => code);
      assert.deepEqual(
        meters.map(({ unit }) => unit.code),
        [...funded, ...others].slice(0, 50),
      );
    }
  });

  it("a declared array or list with too many rows is refused, and named", async () => {
    const many = (count: number) => `{"infos":[${"0,".repeat(count - 1)}0]}`;
    const pick = { list: "/infos", where: "/currency", is: ["USD"] };
    const { each: _, ...meter } = { ...each, id: "p", pick };
    for (const [definition, count] of [
      [each, 100_001],
      [meter, 2001],
    ] as const) {
      const { outcome } = await readDeclared(definitionOf({ meters: [definition] }), {
        "/balance": many(count),
      });
      assert.deepEqual(!outcome.ok && outcome.failure, {
        kind: "badResponse",
        reason: "tooMany",
        field: "/infos",
      });
    }
  });

  it("units of a declared array in other scripts have distinct ids", async () => {
    const { meters } = await snapshotFrom(
      { meters: [each] },
      balances(["元", "1"], ["点", "2"], ["a b", "3"], ["a-b", "4"]),
    );
    assert.equal(new Set(meters.map(({ id }) => id)).size, 4);
  });

  it("an element of a declared array is chosen by several conditions", async () => {
    const where = {
      all: [
        { at: "/type", is: ["TOKENS"] },
        { at: "/unit", is: [6] },
      ],
    };
    const meter = {
      id: "w",
      role: "limit",
      unit: "percent",
      pick: { list: "/limits", where },
      remaining: { value: 100, minus: "/used" },
    };
    const reply = {
      limits: [
        { type: "TOKENS", unit: 3, used: 25 },
        { type: "TOKENS", unit: 6, used: 9 },
      ],
    };
    const { meters } = await snapshotFrom({ meters: [meter] }, JSON.stringify(reply));
    assert.deepEqual([meters[0].remaining, meters[0].unit], ["91", { kind: "credits", code: "percent" }]);
  });

  it("the preferred unit of a declared array may be one that the reply names", async () => {
    const is = [{ at: "/preferred" }, "USD"];
    const meter = { ...pick, pick: { ...pick.pick, is } };
    const body = balances(["USD", "1"], ["EUR", "2"]).replace("{", `{"preferred":"eur",`);
    assert.deepEqual(await codes(meter, body), [["EUR", "2"]]);
  });
});

describe("declared relations", () => {
  it("meters have the roles and groups of their definition, and the provider may say that it accepts", async () => {
    const meters = [
      { id: "key", role: "pool", group: "plan", unit: "credits", remaining: "/key" },
      { id: "plan", role: "pool", group: "plan", unit: "credits", remaining: "/plan" },
      { id: "paygo", role: "pool", unit: "credits", remaining: "/paygo", when: { at: "/paygo", above: 0 } },
    ];
    const accepting = [{ at: "/can", is: [true] }];
    const snapshot = await snapshotFrom({ meters, accepting }, `{"key":0,"plan":5,"paygo":0,"can":true}`);
    assert.deepEqual(
      snapshot.meters.map(({ id, role, group }) => [id, role, group]),
      [
        ["key", "pool", "plan"],
        ["plan", "pool", "plan"],
      ],
    );
    assert.equal(snapshot.isAccepting, true);
    const refused = await snapshotFrom({ meters, accepting }, `{"key":0,"plan":5,"paygo":0,"can":false}`);
    assert.equal(refused.isAccepting, undefined);
  });

  for (const [what, second, field] of [
    ["an unknown role", { role: "wallet" }, "meters.1.role"],
    ["information in a group", { role: "info", group: "plan" }, "meters.1.role"],
    ["a limit in a group", { role: "limit", group: "plan" }, "meters.1.role"],
    ["a group of one", { group: "other" }, "meters.1.group"],
    ["a group of two units", { group: "plan", unit: "USD" }, "meters.0.unit"],
    ["a delay without spending", { delay: "day" }, "meters.1.delay"],
    ["a balance and spending", { spent: "/s" }, "meters.1.spent"],
  ] as const) {
    it(`a definition with ${what} is refused with the field's name`, () => {
      const first = { id: "a", unit: "credits", remaining: "/a", group: "plan" };
      const third = { id: "c", unit: "credits", remaining: "/c", group: "plan" };
      const meters = [first, { id: "b", unit: "credits", remaining: "/b", ...second }, third];
      const error = definitionErrorOf(definitionOf({ meters }));
      assert.equal(error?.field, field);
    });
  }

  it("a successful reply that a condition over several replies refuses is an error", async () => {
    const definition = definitionOf({
      requests: [{ path: "/key", name: "key" }, { path: "/credits" }],
      meters: [{ id: "m", unit: "USD", remaining: "/left" }],
      refuse: [
        {
          when: {
            all: [
              { at: "/left", is: [0] },
              { at: "key#/managed", is: [false] },
            ],
          },
          status: 403,
          scope: "a management key",
        },
      ],
    });
    const read = async (managed: boolean) =>
      (await readDeclared(definition, { "/key": `{"managed":${managed}}`, "/credits": `{"left":0}` }))
        .outcome;
    assert.deepEqual(await read(false), {
      ok: false,
      failure: { kind: "forbidden", status: 403, scope: "a management key" },
    });
    assert.equal((await read(true)).ok, true);
  });
});

describe("an optional field", () => {
  it("an optional field of another type costs that line only, and is named for the log", async () => {
    const more = {
      plan: "/plan",
      expiresAt: "/expires",
      details: [{ label: "Cash", value: "/cash", unit: "USD" }],
      meters: [
        {
          id: "m",
          unit: "credits",
          remaining: "/left",
          used: "/used",
          limit: "/limit",
          held: "/held",
          resetsAt: "/reset",
        },
      ],
    };
    const body = `{"left":5,"plan":{"a":1},"expires":"soon","cash":"much","used":true,"limit":[],"held":"x","reset":{}}`;
    const { snapshot, ignored } = await leniently(more, body);
    assert.deepEqual(snapshot, {
      meters: [{ id: "m", label: "credits", unit: { kind: "credits" }, remaining: "5" }],
      isBlocked: false,
      details: [],
    });
    assert.deepEqual(
      new Set(ignored),
      new Set(["/cash", "/expires", "/held", "/limit", "/plan", "/reset", "/used"]),
    );
  });

  it("more left than the plan has is no negative use", async () => {
    const meters = [
      {
        id: "m",
        unit: "credits",
        remaining: "/left",
        used: { value: "/plan", minus: "/left" },
        limit: "/plan",
      },
    ];
    const snapshot = await snapshotFrom({ meters }, `{"left":1500,"plan":1000}`);
    assert.equal(snapshot.meters[0].used, undefined);
  });
});

describe("a budget", () => {
  const spending = {
    id: "month",
    unit: "/currency",
    spent: { sumOf: { each: "/data", value: "/cost" } },
    delay: "day",
  };
  const body = `{"currency":"usd","data":[{"cost":"12.50"},{"cost":4}]}`;
  const read = async (budget?: { amount: string; currency?: string }) => {
    const { outcome } = await callDeclared(
      definitionOf({ meters: [spending] }),
      { "/balance": body },
      (adapter, access) =>
        adapter.read({ ...access, nowMs: Date.UTC(2026, 10, 21), ...(budget ? { budget } : {}) }),
    );
    assert.ok(outcome.ok);
    return outcome.value;
  };
  const usd = { kind: "currency", code: "USD" };

  it("a budget minus what was spent this month remains, until the next month", async () => {
    const { meters, details } = await read({ amount: "100" });
    assert.deepEqual(meters, [
      {
        id: "month",
        label: "budget",
        unit: usd,
        remaining: "83.5",
        used: "16.5",
        limit: "100",
        resetsAt: "2026-12-01T00:00:00.000Z",
        role: "pool",
      },
    ]);
    assert.deepEqual(details, [{ label: "reportedDayLate", value: { kind: "flag", isOn: true } }]);
  });

  it("without a budget, or with one in another currency, what was spent is information", async () => {
    const information = {
      id: "month-spent",
      label: "spentThisMonth",
      unit: usd,
      remaining: "16.5",
      resetsAt: "2026-12-01T00:00:00.000Z",
      role: "info",
    };
    assert.deepEqual((await read()).meters, [information]);
    const other = await read({ amount: "100", currency: "EUR" });
    assert.deepEqual(other.meters, [information]);
    assert.deepEqual(other.details[1], {
      label: "budgetOtherUnit",
      value: { kind: "text", text: "100 EUR" },
    });
  });
});

describe("declared requests", () => {
  it("a fallback is sent after 404, 410 or a status that the definition names", async () => {
    const request = { path: "/v2", fallback: { path: "/v1", on: [400] } };
    const read = async (status: number) =>
      readDeclared(definitionOf({ requests: [request] }), {
        "/v1": `{"left":3}`,
        "/v1/v2": "",
        "/v2": { status, body: "{}" },
      });
    assert.equal((await read(400)).outcome.ok, true);
    assert.equal((await read(500)).outcome.ok, false);
  });

  it("a sum is read over all pages, and too many pages are an error", async () => {
    const pages = { list: "/data", by: "cursor", next: "/next", max: 2 };
    const meters = [{ id: "m", unit: "USD", remaining: { sumOf: { each: "/data", value: "/v" } } }];
    const definition = definitionOf({
      requests: [{ path: "/c", query: { page: "{cursor}" }, pages }],
      meters,
    });
    const read = async (last: string) =>
      (
        await readDeclared(definition, {
          "/c": `{"data":[{"v":1}],"next":"b"}`,
          "/c?page=b": `{"data":[{"v":2}],"next":${last}}`,
        })
      ).outcome;
    const outcome = await read("null");
    assert.ok(outcome.ok, JSON.stringify(outcome));
    assert.equal(outcome.value.meters[0].remaining, "3");
    const more = await read(`"c"`);
    assert.deepEqual(!more.ok && more.failure, { kind: "badResponse", reason: "tooMany", field: "/data" });
  });

  it("one request is sent for each element of an earlier reply, and response headers are read", async () => {
    const definition = definitionOf({
      parameters: { "project-id": { label: "Project", optional: true } },
      requests: [
        { name: "projects", path: "/projects" },
        {
          name: "b",
          path: "/p/{project-id}",
          forEach: { list: "projects#/projects", fill: { "project-id": "/id" } },
        },
      ],
      meters: [
        { id: "m", unit: "/u", each: ["b#", "/balances"], remaining: "/v" },
        { id: "rate", role: "info", unit: "requests", remaining: "projects@x-left" },
      ],
    });
    const { outcome, requests } = await readDeclared(definition, {
      "/projects": { body: `{"projects":[{"id":"one"},{"id":"two"}]}`, headers: { "X-Left": "7" } },
      "/p/one": `{"balances":[{"u":"usd","v":1.5}]}`,
      "/p/two": `{"balances":[{"u":"usd","v":2}]}`,
    });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    assert.deepEqual(
      outcome.value.meters.map(({ id, remaining }) => [id, remaining]),
      [
        ["m-usd", "3.5"],
        ["rate", "7"],
      ],
    );
    assert.equal(requests.length, 3);
  });

  it("success is held against the nameless reply alone", async () => {
    const definition = definitionOf({
      requests: [{ name: "me", path: "/me" }, { path: "/balance" }],
      success: { at: "/code", is: [200] },
    });
    const { outcome } = await readDeclared(definition, { "/me": "{}", "/balance": `{"code":200,"left":1}` });
    assert.equal(outcome.ok, true);
    assert.equal(
      ((await failureFrom({ success: { at: "/code", is: [200] } }, `{"left":1}`)) as { kind: string }).kind,
      "providerError",
    );
  });

  for (const [what, status, body, text] of [
    ["a detail", 401, `{"detail":"Invalid token"}`, "Invalid token"],
    ["a bare text", 401, `"Invalid token"`, "Invalid token"],
    ["an array", 403, `["Error","Forbidden"]`, "Error; Forbidden"],
    ["an array of errors", 400, `{"errors":[{"title":"Bad","code":7}]}`, "Bad"],
  ] as const) {
    it(`an error keeps the reason in ${what}`, async () => {
      const failure = (await failureFrom({}, { status, body })) as { text?: string };
      assert.equal(failure.text, text);
    });
  }

  for (const status of [401, 403]) {
    for (const [reason, body] of [
      ["html", "<html><title>Sign in</title></html>"],
      ["empty", ""],
    ] as const) {
      it(`status ${status} with a body that is ${reason} does not judge the key`, async () => {
        assert.deepEqual(await failureFrom({}, { status, body }), { kind: "badResponse", reason, status });
      });
    }
  }

  it("an error rule can judge the HTTP status", async () => {
    const rules = [{ httpStatus: [422], status: 429 }];
    const failure = (await failureFrom({ errors: { rules } }, { status: 422, body: "{}" })) as {
      kind: string;
    };
    assert.equal(failure.kind, "rateLimited");
  });
});
