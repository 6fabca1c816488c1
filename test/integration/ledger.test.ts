import assert from "node:assert/strict";
import { env } from "vscode";
import type { CheckRequest, LedgerEntry, LedgerRequest } from "../../src/api.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import type { Fault } from "../../src/sample/http/fault.ts";
import { fromFixedPoint, toFixedPoint } from "../../src/sample/simulation/fixedPoint.ts";
import { eventually } from "../helpers/eventually.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { readAllEntries, waitForSync } from "./helpers/ledgerPages.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

const ledgerPath = "/auth/account/ledger";

describe("the ledger of the API", () => {
  const session = hostSession({ keepsAccounts: true, ledger: { openedAtMs: Date.now() - 10 * dayMs } });
  const accountId = "rich-utilities";
  const every = { accountId, source: "all" } as const;
  /** Of both sources. */
  let all: readonly LedgerEntry[] = [];
  let entryCount = 0;

  // One account with both sources for all tests, because they only read it.
  before(async () => {
    const { sample } = session;
    sample.clock.freeze(Date.now() - minuteMs);
    sample.accounts.set("richUtilities", { reserved: "0" });
    assert.equal(await session.addAccount("richUtilities", { label: "Rich Utilities" }), accountId);
    for (const amount of ["-2.5", "-0.000001", "40"]) {
      sample.clock.advance(1000);
      const type = amount.startsWith("-") ? "debit" : "credit";
      sample.accounts.addEntry({ type, amount, description: `Été ${amount}`, reference: `Ref-${amount}` });
      await runCommand("refresh", { accountId });
    }
    entryCount = sample.accounts.richUtilities().entries.length;
    await eventually(async () => {
      assert.equal((await api().ledger({ accountId, source: "provider", limit: 1 })).total, entryCount);
    });
    await waitForSync(accountId);
    all = await readAllEntries({ ...every });
  });

  it("the ledger gives a hundred entries, newest first, and their total", async () => {
    const page = await api().ledger({ ...every });
    assert.equal(page.entries.length, 100);
    assert.equal(page.total, all.length);
    assert.deepEqual(page.entries, all.slice(0, 100));
    const times = all.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted().toReversed());
  });

  it("the ledger treats an undefined field as absent, as in a loop over the pages", async () => {
    const found: LedgerEntry[] = [];
    let cursor: string | undefined;
    do {
      const request = { ...every, limit: 500, type: undefined, cursor };
      // A caller with a less strict compiler writes this.
      const page = await api().ledger(request as unknown as LedgerRequest);
      found.push(...page.entries);
      cursor = page.next;
    } while (cursor);
    assert.deepEqual(found, all);
    const check = { accountId, amount: "1", meterId: undefined } as unknown as CheckRequest;
    assert.notEqual((await api().check(check)).verdict, "unknown");
  });

  it("the ledger has entries of both sources: the provider's and the observed ones", () => {
    const observed = all.filter(({ source }) => source === "observed");
    assert.deepEqual(
      observed.map(({ type, amount }) => [type, amount]),
      [
        ["credit", "40"],
        ["debit", "-0.000001"],
        ["debit", "-2.5"],
      ],
    );
    assert.equal(observed[0]?.balanceAfter, getAccount(accountId).meters[0]?.remaining);
    for (const { description } of observed)
      assert.match(description, /between \d{1,2}:\d\d [AP]M and \d{1,2}:\d\d [AP]M$/);
    assert.equal(all.length - observed.length, entryCount);
  });

  it("the ledger tells each movement once unless a source is asked for", async () => {
    const once = await readAllEntries({ accountId });
    assert.deepEqual(
      once,
      all.filter(({ source }) => source === "provider"),
    );
  });

  it("the movements add up to what is left, from entry to entry, as the provider counts them", async () => {
    const once = await readAllEntries({ accountId });
    const left = getAccount(accountId).meters[0]?.remaining;
    assert.equal(fromFixedPoint(once.reduce((sum, { amount }) => sum + toFixedPoint(amount), 0n)), left);
    assert.equal(once[0]?.runningBalance, left);
    for (const [index, { amount, runningBalance = "" }] of once.entries()) {
      const before = toFixedPoint(once[index + 1]?.runningBalance ?? "0");
      assert.equal(toFixedPoint(runningBalance) - before, toFixedPoint(amount), `entry ${index}`);
    }
    assert.deepEqual(
      once.map(({ runningBalance }) => runningBalance),
      once.map(({ balanceAfter }) => balanceAfter),
    );
  });

  it("a statement adds up the entries of its time, and leads from one balance to the other", async () => {
    const once = await readAllEntries({ accountId });
    const [to, from] = [once[10]?.at ?? "", once[60]?.at ?? ""];
    const { meters, sync, csv, markdown } = await api().statement({ accountId, from, to });
    const [meter, ...others] = meters;
    assert.deepEqual([others, sync.state], [[], "complete"]);
    assert.ok(meter?.opening && meter.closing);
    const within = once.filter(({ at }) => at >= from && at < to);
    const first = once.find(({ at }) => at < from);
    assert.deepEqual(
      [meter.opening.amount, meter.closing.amount],
      [first?.runningBalance, within[0]?.runningBalance],
    );
    const sumOf = (entries: readonly { readonly amount: string }[]) =>
      fromFixedPoint(entries.reduce((sum, { amount }) => sum + toFixedPoint(amount), 0n));
    assert.equal(meter.in.total, sumOf(within.filter(({ type }) => type === "credit")));
    assert.equal(meter.out.total, sumOf(within.filter(({ type }) => type === "debit")));
    assert.equal(meter.adjustments.total, sumOf(within.filter(({ type }) => type === "adjustment")));
    assert.deepEqual(meter.unexplained, { total: "0", entries: 0, lines: [] });
    assert.ok(
      meter.out.lines.some(({ description }) => description === "/v2/ocr"),
      "by endpoint",
    );
    const [head = [], ...rows] = readCsv(csv.replace("\uFEFF", ""));
    const amounts = rows.map((cells) => ({ amount: cells[head.indexOf("amount")] ?? "" }));
    assert.equal(sumOf(amounts.slice(0, -1)), meter.closing.amount, "the CSV adds up to its last row");
    assert.match(markdown, /^# Statement: Rich Utilities\n/);
    const text = await runCommand("copyStatement", { accountId, from, to });
    assert.equal(text, markdown);
    assert.equal(await env.clipboard.readText(), markdown);
    const asCsv = await runCommand("copyStatement", { accountId, from, to, format: "csv" });
    assert.equal(asCsv, csv);
  });

  it("a statement of a month has the reader's calendar, and wrong fields are named", async () => {
    const month = new Date().toISOString().slice(0, 7);
    const statement = await api().statement({ accountId, month, groupBy: "description" });
    assert.ok(Date.parse(statement.from ?? "") <= Date.now() && Date.parse(statement.to ?? "") > Date.now());
    assert.equal(statement.meters[0]?.closing?.amount, getAccount(accountId).meters[0]?.remaining);
    const ask = (change: object) => api().statement({ accountId, ...change });
    await assertRejectionNames(ask({ accountId: "nobody" }), "accountId");
    await assertRejectionNames(ask({ month: "2026-13" }), "month");
    await assertRejectionNames(ask({ month, from: "2026-11-01" }), "month|from");
    await assertRejectionNames(ask({ from: "2026-11-02T00:00:00Z", to: "2026-11-01T00:00:00Z" }), "to");
    await assertRejectionNames(ask({ groupBy: "day" }), "groupBy");
    await assertRejectionNames(runCommand("copyStatement", { accountId, format: "pdf" }), "format");
    assert.deepEqual((await ask({ to: "2020-01-01T00:00:00Z" })).meters, [], "nothing is known of that time");
  });

  for (const limit of [1, 7, 499]) {
    it(`the ledger gives each entry once by cursor, ${limit} a page`, async () => {
      const some = limit === 1 ? { from: all[29]?.at ?? "" } : {};
      const entries = await readAllEntries({ ...every, limit, ...some });
      assert.deepEqual(entries, all.slice(0, entries.length));
      assert.ok(limit === 1 ? entries.length >= 30 : entries.length === all.length);
    });
  }

  it("a cursor continues at its place after new entries have arrived", async () => {
    const first = await api().ledger({ ...every, limit: 20 });
    session.sample.accounts.addEntry({ type: "debit", amount: "1", atMs: Date.now() - 1000 });
    const second = await api().ledger({ ...every, limit: 20, cursor: first.next ?? "" });
    assert.deepEqual(second.entries, all.slice(20, 40));
  });

  it("the range begins with from and ends before to", async () => {
    const [to, from] = [all[10]?.at ?? "", all[40]?.at ?? ""];
    const expected = all.filter(({ at }) => at >= from && at < to);
    assert.deepEqual(await readAllEntries({ ...every, from, to }), expected);
    assert.equal(expected.at(-1)?.at, from);
    assert.deepEqual(await readAllEntries({ ...every, from: to, to }), []);
  });

  it("the range accepts instants with any offset, and reads one without an offset as UTC", async () => {
    const from = all[40]?.at ?? "";
    const expected = await readAllEntries({ ...every, from });
    const ahead = new Date(Date.parse(from) + 5.5 * hourMs).toISOString().replace("Z", "+05:30");
    const bare = from.replace("Z", "").replace("T", " ");
    for (const same of [ahead, bare])
      assert.deepEqual(await readAllEntries({ ...every, from: same }), expected);
  });

  it("the ledger is filtered by type, by source and by both", async () => {
    for (const type of ["credit", "debit", "adjustment"] as const) {
      const expected = all.filter((entry) => entry.type === type);
      assert.deepEqual(await readAllEntries({ ...every, type }), expected);
    }
    for (const source of ["provider", "observed"] as const) {
      const expected = all.filter((entry) => entry.source === source);
      assert.deepEqual(await readAllEntries({ accountId, source }), expected);
      const debits = expected.filter(({ type }) => type === "debit");
      assert.deepEqual(await readAllEntries({ accountId, source, type: "debit" }), debits);
    }
  });

  it("the ledger is searched in description, reference and id in any case", async () => {
    const { id, reference = "" } = all.find(({ source }) => source === "provider") ?? { id: "" };
    const observed = all.find(({ source }) => source === "observed")?.description ?? "";
    for (const text of [
      "éTÉ",
      reference.toUpperCase(),
      id,
      "MERGE pdf",
      "obSERved between",
      observed,
      "100%_",
    ]) {
      const holds = (entry: LedgerEntry) =>
        [entry.description, entry.reference ?? "", entry.id].some((one) =>
          one.toLowerCase().includes(text.toLowerCase()),
        );
      const found = await readAllEntries({ ...every, text });
      assert.deepEqual(found, all.filter(holds), text);
      if (text !== "100%_") assert.ok(found.length > 0, text);
    }
    assert.deepEqual(await readAllEntries({ ...every, text: "" }), all);
  });

  it("the ledger says that the provider's ledger is complete, and since when", async () => {
    const { sync } = await api().ledger({ accountId, limit: 1 });
    assert.equal(sync.state, "complete");
    assert.ok(Math.abs(Date.parse(sync.at ?? "") - Date.now()) < minuteMs);
    assert.ok(Math.abs(Date.parse(sync.asOf ?? "") - Date.now()) < minuteMs);
    assert.equal(sync.reason, undefined);
  });

  it("the ledger is plain data of the contract", () => {
    const requiredKeys = ["id", "source", "type", "meterId", "amount", "balanceAfter", "description"];
    for (const entry of all) {
      const others = Object.keys(entry).filter(
        (key) => ![...requiredKeys, "runningBalance", "reference", "at"].includes(key),
      );
      assert.deepEqual(others, []);
      assert.equal(entry.at, new Date(entry.at).toISOString());
      assert.match(entry.amount, /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(all)), all);
  });

  describe("wrong arguments of the ledger", () => {
    const wrong: Readonly<Record<string, readonly unknown[]>> = {
      accountId: ["nobody", "", 7, undefined],
      type: ["spend", "", null],
      source: ["both", 1],
      from: ["yesterday", "2026-02-30T00:00:00Z", 5],
      to: ["2026-11-20", {}],
      text: [5, null],
      limit: [0, 501, 1.5, -1, "10", Number.NaN],
      cursor: ["", "nonsense", "12x34", 5],
    };
    for (const [field, values] of Object.entries(wrong)) {
      it(`the ledger rejects ${field}: ${values.map((value) => JSON.stringify(value) ?? "none").join(", ")}`, async () => {
        for (const value of values) {
          await assertRejectionNames(api().ledger(query({ accountId, [field]: value })), field);
        }
      });
    }

    it("the ledger rejects a request that is no object", async () => {
      for (const value of [undefined, null, "rich-utilities"]) {
        assert.match((await rejection(api().ledger(query(value)))).message, /object|argument/);
      }
    });
  });
});

describe("a ledger of 5,000 entries", () => {
  const session = hostSession({ ledger: { openedAtMs: Date.now() - 130 * dayMs, debitsPerDay: 42 } });
  const refreshed = async (accountId: string) => {
    await runCommand("refresh", { accountId });
    await waitForSync(accountId);
  };

  it("a ledger is complete though entries arrive, a page fails and the provider asks to wait", async () => {
    const { sample } = session;
    const { accounts, faults, requests } = sample;
    sample.clock.freeze();
    accounts.set("richUtilities", { reserved: "0" });
    const states: Promise<string>[] = [];
    const insert: Fault = {
      kind: "rewrite",
      rewrite: (text) => {
        for (const amount of ["0.000001", "12.34", "7"]) accounts.addEntry({ type: "debit", amount });
        states.push(
          api()
            .ledger({ accountId: "rich-utilities", limit: 1 })
            .then(({ sync }) => sync.state),
        );
        return text;
      },
    };
    faults.add("richUtilities", insert, { times: 11, path: ledgerPath });
    faults.add("richUtilities", { kind: "error", status: 500 }, { path: ledgerPath });
    const accountId = await session.addAccount("richUtilities", { label: "Rich Utilities" });
    await waitForSync(accountId, "partial");
    assert.ok((await Promise.all(states)).includes("running"));
    const had = (await api().ledger({ accountId, source: "provider", limit: 1 })).total;
    assert.ok(had > 900 && had <= 1100, `${had} entries before the failing page`);

    requests.clear();
    const headers = { "retry-after": "30" };
    faults.add("richUtilities", insert, { times: 14, path: ledgerPath });
    faults.add("richUtilities", { kind: "error", status: 429, headers }, { path: ledgerPath });
    await runCommand("refresh", { accountId });
    await eventually(() => assert.equal(pages(), 15));
    await waitForSync(accountId, "partial");
    await runCommand("refresh", { accountId });
    assert.equal(pages(), 15, "no page is requested before the provider's time");
    session.advance(31_000);
    requests.clear();
    await refreshed(accountId);
    assert.ok(pages() < 40, `${pages()} pages: stored entries are not fetched again`);

    // Entries that arrived during the last pages are found after the next reading.
    await refreshed(accountId);
    const { entries } = accounts.richUtilities();
    assert.ok(entries.length > 5000, `${entries.length} entries`);
    const stored = await readAllEntries({ accountId, source: "provider", limit: 500 });
    const newestFirst = entries.toReversed();
    assert.deepEqual(
      stored.map(({ id }) => id),
      newestFirst.map(({ id }) => String(id)),
    );
    const sum = stored.reduce((total, { amount }) => total + toFixedPoint(amount), 0n);
    const balance = accounts.state("richUtilities").balance;
    assert.equal(fromFixedPoint(sum), balance);
    assert.equal(getAccount(accountId).meters[0]?.remaining, balance);
    assert.equal(requests.maxInFlight("richUtilities"), 1);

    requests.clear();
    accounts.addEntry({ type: "credit", amount: "1", atMs: sample.clock.now() });
    await runCommand("refresh", { accountId });
    await eventually(async () => {
      const { total } = await api().ledger({ accountId, source: "provider", limit: 1 });
      assert.equal(total, entries.length + 1);
    });
    assert.equal(
      pages(),
      2,
      "a later sync reads an older page in turn, and stops at a known entry of the newest",
    );
  });

  function pages(): number {
    return session.sample.requests.list("richUtilities").filter(({ path }) => path === ledgerPath).length;
  }
});

/** A request without types, as another extension's JavaScript may send it. */
function query(value: unknown): LedgerRequest {
  return value as LedgerRequest;
}
