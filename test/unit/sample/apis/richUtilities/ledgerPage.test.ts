import assert from "node:assert/strict";
import { fromFixedPoint, toFixedPoint } from "../../../../../src/sample/simulation/fixedPoint.ts";
import { exactReply } from "../../helpers/exactReply.ts";
import { effectOf, ledgerReader } from "../../helpers/ledgerReader.ts";
import { sampleSession } from "../../helpers/sampleSession.ts";

describe("sample Rich Utilities ledger", () => {
  const session = sampleSession();
  const { get, page, readAll } = ledgerReader(session);

  it("the pages of the sample ledger give each entry once, newest first, and add up to the balance", async () => {
    const all = await readAll();
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

  it("the sample ledger gives 50 entries a page by default, and an empty page past the end", async () => {
    assert.equal((await page("")).length, 50);
    assert.equal((await page("limit=7")).length, 7);
    assert.deepEqual(await page("offset=999999"), []);
    assert.deepEqual((await page("offset=3&limit=2"))[0], (await page("limit=4"))[3]);
  });

  it("the sample ledger filters by type and range", async () => {
    const adjustments = await readAll("&type=adjustment");
    assert.ok(adjustments.length > 10 && adjustments.every(({ type }) => type === "adjustment"));
    const october = await readAll("&from=2026-10-01&to=2026-11-01T00:00:00Z");
    assert.ok(october.length > 100 && october.every(({ created_at }) => created_at.startsWith("2026-10-")));
    const all = await readAll();
    assert.equal(october.length, all.filter(({ created_at }) => created_at.startsWith("2026-10-")).length);
  });

  it("the sample ledger still adds up after a test inserted entries that shift its pages", async () => {
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
    const sum = (await readAll()).reduce((total, row) => total + effectOf(row), 0n);
    assert.equal(fromFixedPoint(sum), after);
  });
});
