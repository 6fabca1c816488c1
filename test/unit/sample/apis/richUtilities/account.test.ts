import assert from "node:assert/strict";
import { fromFixedPoint } from "../../../../../src/sample/simulation/fixedPoint.ts";
import { jsonFixture } from "../../../../helpers/fixture.ts";
import { exactReply } from "../../helpers/exactReply.ts";
import { effectOf, ledgerReader, type Row } from "../../helpers/ledgerReader.ts";
import { sampleSession } from "../../helpers/sampleSession.ts";
import { shapeOf } from "../../helpers/shapeOf.ts";

describe("sample Rich Utilities account", () => {
  const session = sampleSession();
  const { get, readAll } = ledgerReader(session);

  for (const name of ["credits", "usage", "ledger", "summary"]) {
    it(`sample Rich Utilities replies to ${name} in the documented shape`, async () => {
      const { status, json } = await get(name);
      assert.equal(status, 200);
      const documented = jsonFixture(`richUtilities/${name}.json`);
      const plain = (value: unknown) => shapeOf(JSON.parse(JSON.stringify(value), withoutNames));
      assert.deepEqual(plain(json), plain(documented));
    });
  }

  for (const query of [
    "ledger?limit=101",
    "ledger?limit=0",
    "ledger?limit=ten",
    "ledger?offset=-1",
    "ledger?type=refund",
    "ledger?from=yesterday",
    "ledger?from=2026-11-02&to=2026-11-01",
    "usage?period=weekly",
    "usage?to=2026-13-01",
  ]) {
    it(`sample Rich Utilities rejects ${query}`, async () => {
      const { status, json } = await get(query);
      assert.equal(status, 422);
      assert.deepEqual(shapeOf(json), shapeOf(jsonFixture("richUtilities/error-422.json")));
    });
  }

  it("sample Rich Utilities counts usage from its ledger, for each period and range", async () => {
    for (const period of ["daily", "monthly", "yearly"]) {
      const range = "from=2026-09-07&to=2026-09-21";
      const usage = exactReply(await get(`usage?period=${period}&${range}`));
      const debits = await readAll(`&type=debit&${range}`);
      const sum = (of: (row: Row) => string | undefined) =>
        debits.reduce((total, row) => total + Number(of(row)), 0);
      assert.equal(usage.period, period);
      assert.equal(usage.total_requests, `${sum(({ metadata }) => metadata.requests)}`);
      assert.equal(usage.failed_requests, `${sum(({ metadata }) => metadata.failed)}`);
      const consumed = debits.reduce((total, row) => total - effectOf(row), 0n);
      assert.equal(usage.credits_consumed, fromFixedPoint(consumed));
      const byEndpoint = Object.values(usage.requests_by_endpoint as object).reduce(
        (a, b) => a + Number(b),
        0,
      );
      assert.equal(`${byEndpoint}`, usage.total_requests);
      assert.equal(usage.period_start, "2026-09-07T00:00:00.000Z");
    }
  });

  it("sample Rich Utilities gives usage from the start of this month until now by default", async () => {
    const usage = exactReply(await get("usage"));
    assert.equal(usage.period, "monthly");
    assert.equal(usage.period_start, "2026-11-01T00:00:00.000Z");
    assert.equal(usage.period_end, "2026-11-20T12:00:00.000Z");
    const { json } = await get("summary");
    assert.deepEqual(json.usage_this_month, (await get("usage")).json);
    assert.deepEqual(json.credit_balance, (await get("credits")).json);
  });

  it("sample Rich Utilities varies the shapes that the documentation leaves open", async () => {
    const { accounts } = session.sample;
    accounts.setWireFormat({ objects: "data", page: "items", numbers: "string", debits: "negative" });
    assert.equal(typeof (await get("credits")).json.data?.balance, "string");
    const { json } = await get("ledger?type=debit&limit=1");
    assert.match(`${json.data?.items?.[0]?.amount}`, /^-/);
    accounts.setWireFormat({ objects: "bare", page: "array" });
    assert.ok(Array.isArray((await get("ledger")).json));
  });

  it("sample Rich Utilities writes amounts digit by digit", async () => {
    session.sample.accounts.set("richUtilities", {
      balance: "90071992547409931.123456789012345678",
      reserved: "0.000000000000000001",
    });
    const { text } = await get("credits");
    assert.match(text, /"available":90071992547409931\.123456789012345677,/);
  });
});

function withoutNames(key: string, value: unknown): unknown {
  return key === "requests_by_endpoint" || key === "metadata" ? typeof value : value;
}
