import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { definitionOf, failureFrom, readDeclared, snapshotFrom } from "../../../helpers/declaredProvider.ts";

/** The meter that a definition of one meter reads from a reply. */
async function meterFrom(meter: Readonly<Record<string, unknown>>, body: string) {
  const { meters } = await snapshotFrom({ meters: [{ id: "m", unit: "credits", ...meter }] }, body);
  return meters[0];
}

async function remaining(source: unknown, body: string): Promise<string | null> {
  return (await meterFrom({ remaining: source }, body)).remaining;
}

describe("a declared meter", () => {
  it("a declared meter keeps the digits of a number, also of one written as text", async () => {
    const digits = "123456789012345678.000000000000000001";
    assert.equal(await remaining("/left", `{"left":${digits}}`), digits);
    assert.equal(await remaining("/left", `{"left":"${digits}"}`), digits);
    assert.equal(await remaining("/a~1b/c~0d/1", `{"a/b":{"c~d":[1,7]}}`), "7");
  });

  it("a declared meter subtracts exactly", async () => {
    const source = { value: "/limit", minus: "/used" };
    assert.equal(await remaining(source, `{"limit":100.5,"used":"0.1"}`), "100.4");
    assert.equal(
      await remaining(source, `{"limit":1,"used":1.000000000000000000001}`),
      "-0.000000000000000000001",
    );
  });

  for (const [by, from, to] of [
    [100, "-1234", "-12.34"],
    [10_000, "1000001", "100.0001"],
    [1_000_000_000, "42488000001", "42.488000001"],
    [60, "27000", "450"],
    [60, "27001", "450.016666666666"],
    [3, "-2", "-0.666666666666"],
  ] as const) {
    it(`a declared meter divides ${from} by ${by}, exactly or cut after 12 decimals`, async () => {
      assert.equal(await remaining({ value: "/left", divideBy: by }, `{"left":"${from}"}`), to);
    });
  }

  it("a declared meter negates after all other arithmetic", async () => {
    assert.equal(await remaining({ value: "/val", divideBy: 100, negate: true }, `{"val":"-1234"}`), "12.34");
    assert.equal(await remaining({ value: "/val", negate: true }, `{"val":0}`), "0");
  });

  it("a declared meter adds up pointers, with null as zero, but not if all are missing", async () => {
    const source = { sum: ["/paid", "/plan"] };
    assert.equal(await remaining(source, `{"paid":1000,"plan":2500.5}`), "3500.5");
    assert.equal(await remaining(source, `{"paid":null,"plan":2500}`), "2500");
    const meters = [{ id: "m", unit: "credits", remaining: source }];
    assert.deepEqual(await failureFrom({ meters }, `{"paid":null}`), {
      kind: "badResponse",
      reason: "missingField",
      field: "/paid",
    });
  });

  it("a declared meter falls back to the next pointer where one is absent or null", async () => {
    const source = { value: ["/pending_balance", "/pending_costs"] };
    assert.equal(await remaining(source, `{"pending_balance":1,"pending_costs":2}`), "1");
    assert.equal(await remaining(source, `{"pending_balance":null,"pending_costs":2}`), "2");
    assert.equal(await remaining(source, `{"pending_costs":0}`), "0");
  });

  it("a declared meter has used, limit, held and reset besides what remains", async () => {
    const meter = await meterFrom(
      { remaining: "/left", used: "/used", limit: "/limit", held: "/held", resetsAt: "/reset" },
      `{"left":5,"used":"6.50","limit":11.5,"held":1,"reset":"2026-12-01T00:00:00+02:00"}`,
    );
    assert.deepEqual(meter, {
      id: "m",
      label: "credits",
      unit: { kind: "credits" },
      remaining: "5",
      used: "6.5",
      limit: "11.5",
      held: "1",
      resetsAt: "2026-11-30T22:00:00.000Z",
    });
  });

  it("a declared meter omits other values that are null or absent, or a zero that means none", async () => {
    const more = { remaining: "/left", used: "/used", limit: { value: "/grant", unlessZero: true } };
    assert.deepEqual(Object.keys(await meterFrom(more, `{"left":5,"used":null,"grant":0}`)), [
      "id",
      "label",
      "unit",
      "remaining",
    ]);
    assert.equal((await meterFrom(more, `{"left":5,"grant":"0.00"}`)).limit, undefined);
    assert.equal((await meterFrom(more, `{"left":5,"grant":10}`)).limit, "10");
  });

  for (const [what, is, value] of [
    ["null", [null], "null"],
    ["a sentinel", [1_000_000_000_000], "1000000000000"],
    ["a sentinel in another notation", [1_000_000_000_000], "1e12"],
    ["a sentinel as text", [2_147_483_647], `"2147483647"`],
    ["minus one", [-1], "-1"],
    ["a flag", [true], "true"],
    ["a word", ["unlimited"], `"unlimited"`],
  ] as const) {
    it(`a declared meter is unlimited where ${what} says so`, async () => {
      const meter = {
        remaining: { value: "/limit", minus: "/used" },
        limit: "/limit",
        unlimited: { at: "/limit", is },
      };
      const { remaining, limit } = await meterFrom(meter, `{"limit":${value},"used":3}`);
      assert.deepEqual([remaining, limit], [null, null]);
      const other = await meterFrom(meter, `{"limit":7,"used":3}`);
      assert.deepEqual([other.remaining, other.limit], ["4", "7"]);
    });
  }

  it("a declared meter is not unlimited because its limit is missing", async () => {
    const meters = [{ id: "m", unit: "credits", remaining: "/left", unlimited: { at: "/left", is: [null] } }];
    assert.deepEqual(await failureFrom({ meters }, `{}`), {
      kind: "badResponse",
      reason: "missingField",
      field: "/left",
    });
  });

  it("a declared meter picks an element by its key, the preferred one first", async () => {
    const pick = { list: "/infos", where: "/currency", is: ["USD", "CNY"] };
    const meter = { pick, unit: "/currency", remaining: "/total" };
    const both = `{"infos":[{"currency":"CNY","total":"7.10"},{"currency":"USD","total":"1.20"}]}`;
    assert.deepEqual(await meterFrom(meter, both), {
      id: "m",
      label: "balance",
      unit: { kind: "currency", code: "USD" },
      remaining: "1.2",
    });
    assert.equal((await meterFrom(meter, `{"infos":[{"currency":"CNY","total":"7.10"}]}`)).remaining, "7.1");
    assert.deepEqual(await failureFrom({ meters: [{ id: "m", ...meter }] }, `{"infos":[]}`), {
      kind: "badResponse",
      reason: "missingField",
      field: "/infos",
    });
  });

  it("a declared meter adds up an array by unit, and never adds different units", async () => {
    const meter = { id: "balance", each: "/balances", unit: "/units", remaining: "/amount" };
    const { meters } = await snapshotFrom(
      { meters: [meter] },
      `{"balances":[{"amount":150.5,"units":"usd"},{"amount":"3","units":"hour"},{"amount":0.25,"units":"USD"}]}`,
    );
    assert.deepEqual(
      meters.map(({ id, unit, remaining }) => [id, unit.code ?? unit.kind, remaining]),
      [
        ["balance-usd", "USD", "150.75"],
        ["balance-hour", "hour", "3"],
      ],
    );
  });

  it("a declared meter has a unit by name, by code, by pointer or by region", async () => {
    const unit = async (source: string, body = `{"left":1,"currency":"eur"}`) =>
      (await meterFrom({ unit: source, remaining: "/left" }, body)).unit;
    assert.deepEqual(await unit("requests"), { kind: "requests" });
    assert.deepEqual(await unit("USD"), { kind: "currency", code: "USD" });
    assert.deepEqual(await unit("/currency"), { kind: "currency", code: "EUR" });
    const meters = [{ id: "m", unit: "/currency", remaining: "/left" }];
    assert.deepEqual(await failureFrom({ meters }, `{"left":1}`), {
      kind: "badResponse",
      reason: "missingField",
      field: "/currency",
    });
    const regions = [
      { label: "World", baseUrl: "https://api.acme.example", currency: "USD" },
      { label: "China", baseUrl: "https://api.acme.example.cn", currency: "CNY" },
    ];
    const inRegion = [{ id: "m", unit: "region", remaining: "/left" }];
    const { baseUrl: _, ...byRegion } = definitionOf({ regions, meters: inRegion });
    const { outcome } = await readDeclared(byRegion, { "/balance": `{"left":1}` });
    assert.equal(outcome.ok && outcome.value.meters[0].unit.code, "USD");
  });

  it("an optional meter is omitted when it is absent, and an account may have several meters", async () => {
    const meters = [
      { id: "plan", label: "Plan", unit: "credits", remaining: "/plan", optional: true },
      { id: "paygo", label: "Pay as you go", unit: "credits", remaining: "/paygo", optional: true },
    ];
    const ids = async (body: string) => (await snapshotFrom({ meters }, body)).meters.map(({ id }) => id);
    assert.deepEqual(await ids(`{"plan":1,"paygo":2}`), ["plan", "paygo"]);
    assert.deepEqual(await ids(`{"plan":null,"paygo":2}`), ["paygo"]);
    assert.deepEqual(await failureFrom({ meters }, `{}`), { kind: "badResponse", reason: "missingField" });
  });

  for (const [what, value, reason] of [
    ["a word", `"plenty"`, "wrongType"],
    ["an object", `{"amount":1}`, "wrongType"],
    ["a flag", "true", "wrongType"],
    ["not a number", `"NaN"`, "notFinite"],
    ["larger than any amount", "1e999", "notFinite"],
    ["an empty text", `""`, "wrongType"],
  ] as const) {
    it(`a declared meter names the field that is ${what}`, async () => {
      assert.deepEqual(await failureFrom({}, `{"left":${value}}`), {
        kind: "badResponse",
        reason,
        field: "/left",
      });
    });
  }

  it("a declared meter reads nothing outside the reply: no prototype, no length, no digits", async () => {
    for (const [pointer, body] of [
      ["/constructor/name", "{}"],
      ["/list/length", `{"list":[1]}`],
      ["/list/-1", `{"list":[1]}`],
      ["/left/source", `{"left":1}`],
      ["/__proto__/left", `{"left":1}`],
    ] as const) {
      const meters = [{ id: "m", unit: "credits", remaining: pointer }];
      assert.deepEqual(
        await failureFrom({ meters }, body),
        { kind: "badResponse", reason: "missingField", field: pointer },
        pointer,
      );
    }
  });
});
