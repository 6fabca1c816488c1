import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ProviderLedgerEntry } from "../../../../src/core/ledger/ledgerEntry.ts";
import { callDeclared, definitionOf, type Replies } from "../../../helpers/declaredProvider.ts";

const entryOf = (id: number) => ({ id, at: 1_780_000_000 - id, cost: `${id}.50`, app: `App ${id}` });
const pageOf = (from: number, to: number, more: object = {}) =>
  JSON.stringify({ items: Array.from({ length: to - from }, (_, index) => entryOf(from + index)), ...more });

const fields = {
  entries: "/items",
  meter: "credits",
  id: "/id",
  at: "/at",
  amount: { value: "/cost", negate: true },
  description: "/app",
};

/** Reads a declared ledger to its end, and returns the paths that were requested. */
async function readToEnd(ledger: object, replies: Replies) {
  const entries: ProviderLedgerEntry[] = [];
  const { outcome, requests } = await callDeclared(
    definitionOf({ ledger: { ...fields, ...ledger } }),
    replies,
    async (adapter, access) => {
      for (let cursor: string | undefined, count = 0; count < 10; count += 1) {
        const page = await adapter.readLedger?.(access, {
          limit: 100,
          offset: 0,
          ...(cursor ? { cursor } : {}),
        });
        if (!page?.ok) return page?.failure;
        entries.push(...page.value.entries);
        if (typeof page.value.next !== "string") return "end";
        cursor = page.value.next;
      }
      return "endless";
    },
  );
  return { outcome, entries, ids: entries.map(({ id }) => id), paths: requests.map(({ path }) => path) };
}

describe("a declared ledger", () => {
  it("a declared ledger in one reply is read newest first", async () => {
    const body = JSON.stringify({ items: [entryOf(3), entryOf(1), entryOf(2)] });
    const { entries, outcome } = await readToEnd({ request: { path: "/log" } }, { "/log": body });
    assert.equal(outcome, "end");
    assert.deepEqual(entries[0], {
      id: "1",
      type: "debit",
      meterId: "credits",
      amount: "-1.5",
      description: "App 1",
      at: "2026-05-28T20:26:39.000Z",
    });
    assert.deepEqual(
      entries.map(({ id }) => id),
      ["1", "2", "3"],
    );
  });

  it("a declared ledger with more entries than a page has is refused, and other work runs while it is read", async () => {
    const replies = { "/log": pageOf(0, 20_000) };
    let turns = 0;
    const watch = setInterval(() => {
      turns += 1;
    }, 0);
    const { entries } = await readToEnd({ request: { path: "/log" } }, replies).finally(() =>
      clearInterval(watch),
    );
    assert.equal(entries.length, 20_000);
    assert.ok(turns > 5, `${turns} turns`);
    const { outcome } = await readToEnd({ request: { path: "/log" } }, { "/log": pageOf(0, 20_001) });
    assert.deepEqual(outcome, { kind: "badResponse", reason: "tooMany", field: "/items" });
  });

  it("a declared ledger is paged by the last id while there is more", async () => {
    const request = { path: "/log", query: { limit: "{limit}", starting_after: "{cursor}" } };
    const paging = { by: "lastId", size: 3, more: { at: "/has_more", is: [true] } };
    const { ids, paths } = await readToEnd(
      { request, paging },
      {
        "/log?limit=3": pageOf(1, 3, { has_more: true }),
        "/log?limit=3&starting_after=2": pageOf(3, 6, { has_more: false }),
      },
    );
    assert.deepEqual(ids, ["1", "2", "3", "4", "5"]);
    assert.equal(paths.length, 2);
  });

  it("a declared ledger is paged by an opaque cursor", async () => {
    const request = { path: "/log", query: { cursor: "{cursor}" } };
    const { ids, outcome } = await readToEnd(
      { request, paging: { by: "cursor", size: 2, next: "/next" } },
      { "/log": pageOf(1, 3, { next: "a b/=" }), "/log?cursor=a+b%2F%3D": pageOf(3, 4, { next: null }) },
    );
    assert.deepEqual([ids, outcome], [["1", "2", "3"], "end"]);
  });

  it("a declared ledger ends with an empty page that leads to itself, not with one that has entries", async () => {
    const request = { path: "/log", query: { cursor: "{cursor}" } };
    const paging = { by: "cursor", size: 2, next: "/next" };
    const first = pageOf(1, 3, { next: "same" });
    const ends = await readToEnd(
      { request, paging },
      { "/log": first, "/log?cursor=same": pageOf(3, 3, { next: "same" }) },
    );
    assert.deepEqual([ends.ids, ends.paths.length, ends.outcome], [["1", "2"], 2, "end"]);
    const circle = await readToEnd(
      { request, paging },
      { "/log": first, "/log?cursor=same": pageOf(3, 5, { next: "same" }) },
    );
    assert.deepEqual([circle.ids.slice(0, 4), circle.outcome], [["1", "2", "3", "4"], "endless"]);
  });

  it("a declared ledger is paged by number and by offset until a page is not full", async () => {
    const byPage = await readToEnd(
      {
        request: { path: "/log", query: { page: "{page}", limit: "{limit}" } },
        paging: { by: "page", size: 2 },
      },
      {
        "/log?page=1&limit=2": pageOf(1, 3),
        "/log?page=2&limit=2": pageOf(3, 5),
        "/log?page=3&limit=2": pageOf(5, 5),
      },
    );
    assert.deepEqual(byPage.ids, ["1", "2", "3", "4"]);
    const byOffset = await readToEnd(
      { request: { path: "/log", query: { skip: "{offset}" } }, paging: { by: "offset", size: 2 } },
      { "/log?skip=0": pageOf(1, 3), "/log?skip=2": pageOf(3, 4) },
    );
    assert.deepEqual(byOffset.ids, ["1", "2", "3"]);
  });

  it("a declared ledger is paged by day, from today back", async () => {
    const request = { path: "/log", query: { date: "{date}" } };
    const { paths, ids, outcome } = await readToEnd(
      { request, paging: { by: "date", days: 3 }, id: ["/id", "/app"] },
      {
        "/log?date=2026-11-14": pageOf(0, 1),
        "/log?date=2026-11-13": pageOf(1, 2),
        "/log?date=2026-11-12": `{"items":[]}`,
        "/log?date=2026-11-11": pageOf(2, 3),
      },
    );
    assert.deepEqual(
      paths.map((path) => path.slice(-10)),
      ["2026-11-14", "2026-11-13", "2026-11-12", "2026-11-11"],
    );
    assert.deepEqual([ids, outcome], [["0 App 0", "1 App 1", "2 App 2"], "end"]);
  });

  it("a declared ledger by day begins with yesterday where the provider refuses today, and remembers it for the day", async () => {
    const request = { path: "/log", query: { date: "{date}" } };
    const paging = { by: "date", days: 3 };
    const refusal = { status: 400, body: `{"error":"only completed days"}` };
    const { outcome, requests } = await callDeclared(
      definitionOf({ ledger: { ...fields, request, paging } }),
      { "/log?date=2026-11-14": refusal, "/log?date=2026-11-13": pageOf(1, 2) },
      async (adapter, access) => {
        const read = () => adapter.readLedger?.(access, { limit: 100, offset: 0 });
        const pages = [await read(), await read()];
        return pages.map((page) => (page?.ok ? page.value.paging?.day : page?.failure));
      },
    );
    assert.deepEqual(outcome, ["2026-11-13", "2026-11-13"]);
    assert.equal(requests.length, 3);
  });

  it("a declared ledger tells the number of its entries where the reply has it", async () => {
    const { outcome } = await callDeclared(
      definitionOf({ ledger: { ...fields, request: { path: "/log" }, total: "/total" } }),
      { "/log": pageOf(1, 3, { total: 352 }) },
      async (adapter, access) => {
        const page = await adapter.readLedger?.(access, { limit: 100, offset: 0 });
        return page?.ok ? page.value.total : page?.failure;
      },
    );
    assert.equal(outcome, 352);
  });

  it("a declared ledger keeps entries that its pointers do not tell apart, in whatever order they come", async () => {
    const ledger = {
      request: { path: "/log" },
      id: ["/at", "/createdAt", "/app"],
      at: ["/at", "/createdAt"],
    };
    const items = [
      { at: 1_780_000_000, app: "spend", cost: "2.34" },
      { at: 1_780_000_000, app: "spend", cost: "12.66" },
      { createdAt: 1_770_000_000, app: "buy", cost: "-25" },
    ];
    const expected = [
      ["1780000000 spend", "-12.66"],
      ["1780000000 spend (2)", "-2.34"],
      ["1770000000 buy", "25"],
    ];
    for (const order of [items, items.toReversed()]) {
      const { entries } = await readToEnd(ledger, { "/log": JSON.stringify({ items: order }) });
      assert.deepEqual(
        entries.map(({ id, amount }) => [id, amount]),
        expected,
      );
    }
  });

  it("a declared ledger asks for a parameter that an earlier reply gives", async () => {
    const definition = definitionOf({
      parameters: { team: { label: "Team", optional: true } },
      requests: [{ name: "key", path: "/key", fill: { team: "/team" } }, { path: "/teams/{team}" }],
      ledger: { ...fields, request: { path: "/teams/{team}/log" } },
    });
    const replies = {
      "/key": `{"team":"t-1"}`,
      "/teams/t-1/log": pageOf(1, 2),
      "/teams/t-2/log": pageOf(2, 3),
    };
    for (const [parameters, id, paths] of [
      [{}, "1", ["/key", "/teams/t-1/log"]],
      [{ team: "t-2" }, "2", ["/teams/t-2/log"]],
    ] as const) {
      const { outcome, requests } = await callDeclared(
        definition,
        replies,
        async (adapter, access) => adapter.readLedger?.(access, { limit: 10, offset: 0 }),
        parameters,
      );
      assert.deepEqual(outcome?.ok && outcome.value.entries.map((entry) => entry.id), [id]);
      assert.deepEqual(
        requests.map(({ path }) => path.replace("/base", "")),
        paths,
      );
    }
  });

  it("a declared ledger names the field that is missing or wrong", async () => {
    const request = { path: "/log" };
    for (const [body, reason, field] of [
      [`{}`, "missingField", "/items"],
      [`{"items":{}}`, "wrongType", "/items"],
      [`{"items":[{"at":1,"cost":1}]}`, "missingField", "/id"],
      [`{"items":[{"id":1,"cost":1}]}`, "missingField", "/at"],
      [`{"items":[{"id":1,"at":1,"cost":"free"}]}`, "wrongType", "/cost"],
    ] as const) {
      const { outcome } = await readToEnd({ request }, { "/log": body });
      assert.deepEqual(outcome, { kind: "badResponse", reason, field }, body);
    }
  });
});
