import assert from "node:assert/strict";
import { fromFixedPoint, toFixedPoint } from "../../../../../src/sample/simulation/fixedPoint.ts";
import { exactReply } from "../../helpers/exactReply.ts";
import { effectOf, ledgerReader } from "../../helpers/ledgerReader.ts";
import { sampleSession } from "../../helpers/sampleSession.ts";

describe("sample Rich Utilities ledger", () => {
  const session = sampleSession();
  const { get, page, whole } = ledgerReader(session);

  it("pages through the whole ledger, newest first, each id once, adding up to the balance", async () => {
    const all = await whole();
    const total = Number((await get("ledger")).json.total);
    assert.equal(all.length, total);
    assert.equal(new Set(all.map(({ id }) => id)).size, total);
    assert.ok(all.every((row, index) => index === 0 || row.created_at <= `${all[index - 1]?.created_at}`));
    const sum = all.reduce((balance, row) => balance + effectOf(row), 0n);
    const credits = exactReply(await get("credits"));
    assert.equal(fromFixedPoint(sum), credits.balance);
    assert.equal(all[0]?.balance_after, credits.balance);
    assert.equal(
      toFixedPoint(`${credits.available}`),
      toFixedPoint(`${credits.balance}`) - toFixedPoint(`${credits.reserved}`),
    );
  });

  it("gives 50 a page unless asked, and an empty page past the end", async () => {
    assert.equal((await page("")).length, 50);
    assert.equal((await page("limit=7")).length, 7);
    assert.deepEqual(await page("offset=999999"), []);
    assert.deepEqual((await page("offset=3&limit=2"))[0], (await page("limit=4"))[3]);
  });

  it("filters by type and range", async () => {
    const adjustments = await whole("&type=adjustment");
    assert.ok(adjustments.length > 10 && adjustments.every(({ type }) => type === "adjustment"));
    const october = await whole("&from=2026-10-01&to=2026-11-01T00:00:00Z");
    assert.ok(october.length > 100 && october.every(({ created_at }) => created_at.startsWith("2026-10-")));
    const all = await whole();
    assert.equal(october.length, all.filter(({ created_at }) => created_at.startsWith("2026-10-")).length);
  });

  it("books entries put in by hand, shifts the pages and still adds up", async () => {
    const [newest] = await page("limit=1");
    const balance = toFixedPoint(`${exactReply(await get("credits")).balance}`);
    const id = session.sample.accounts.addEntry({ type: "debit", amount: "0.000001", description: "=1+1" });
    session.sample.accounts.addEntry({ type: "adjustment", amount: "-2.5", atMs: Date.UTC(2026, 5, 1) });
    const [added, second] = await page("limit=2");
    assert.equal(added?.id, `${id}`);
    assert.equal(added?.description, "=1+1");
    assert.equal(second?.id, newest?.id);
    const after = exactReply(await get("credits")).balance;
    assert.equal(after, fromFixedPoint(balance - toFixedPoint("2.500001")));
    const sum = (await whole()).reduce((total, row) => total + effectOf(row), 0n);
    assert.equal(fromFixedPoint(sum), after);
  });
});
