// What provider definitions cost: reading the shipped ones, checking one as a person wrote it, reading a reply, and how long a
// hostile reply blocks the extension host; each beside JSON.parse of the same bytes, the least that any reader needs.
import { readFileSync } from "node:fs";
import path from "node:path";
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { median, milliseconds, printTable, ratio } from "../../scripts/helpers/report.ts";
import { root } from "../../scripts/helpers/root.ts";
import { parseEndpoint } from "../../src/core/credentials/endpoint.ts";
import { success } from "../../src/core/readings/outcome.ts";
import { openCatalogue } from "../../src/providers/declared/catalogue.ts";
import { createDeclaredProvider } from "../../src/providers/declared/createDeclaredProvider.ts";
import { DeclaredProviders } from "../../src/providers/declared/declaredProviders.ts";
import { parseDefinition } from "../../src/providers/declared/parseDefinition.ts";
import { readBody } from "../../src/providers/http/readBody.ts";
import type { AccountContext, Provider } from "../../src/providers/provider.ts";
import { caseNames, loadCase } from "../../test/helpers/catalogueCase.ts";
import { hostileReplies } from "./hostileReplies.ts";
import { longestBlock } from "./longestBlock.ts";

const rounds = 7;
const folder = path.join(root, "catalogue");
const secret = "bench_key_0123456789abcdef";

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

const fileOf = (id: string) => path.join(folder, `${id}.json`);
const readFile = (id: string) => readFileSync(fileOf(id), "utf8");

/** A provider whose every request is answered with `body`, which is parsed like a reply. */
function contextOf(body: Uint8Array): AccountContext {
  const endpoint = parseEndpoint("https://api.example.com");
  if (!endpoint) throw new Error("no endpoint");
  return {
    endpoint,
    nowMs: Date.UTC(2026, 10, 14),
    signal: new AbortController().signal,
    secret,
    parameters: {},
    request: async ({ maxBytes = 1_048_576 }) => {
      const stream = new Blob([body]).stream();
      const parsed = await readBody(stream, { contentType: "application/json", secrets: [secret], maxBytes });
      const reply = { status: 200, headers: new Headers(), receivedAtMs: 0 };
      return parsed.ok ? success({ ...reply, body: parsed.value }) : parsed;
    },
  };
}

function hostileProvider(): Record<string, Provider> {
  const common = {
    id: "hostile",
    name: "Hostile",
    baseUrl: "https://api.example.com",
    auth: { kind: "bearer" },
    requests: [{ path: "/x" }],
  };
  const of = (more: object) => {
    const parsed = parseDefinition({ ...common, ...more });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return createDeclaredProvider(parsed.definition);
  };
  const meter = { id: "a", unit: "credits" };
  return {
    each: of({ meters: [{ id: "a", unit: "/u", each: "/list", remaining: "/a" }] }),
    sum: of({ meters: [{ ...meter, remaining: { sumOf: { each: "/list", value: "/a" } } }] }),
    pick: of({
      meters: [
        { ...meter, pick: { list: "/list", where: "/u", is: ["A", "B", "C", "D"] }, remaining: "/a" },
        { ...meter, id: "b", pick: { list: "/list", where: { at: "/u", is: ["A"] } }, remaining: "/a" },
      ],
    }),
    ledger: of({
      meters: [{ ...meter, remaining: "/a" }],
      ledger: { request: { path: "/l" }, entries: "/list", meter: "a", id: ["/i"], at: "/t", amount: "/a" },
    }),
  };
}

await runScript(async () => {
  const catalogue = openCatalogue(folder);
  const ids = catalogue.ids();
  const steps: readonly (readonly [string, (id: string) => unknown, (id: string) => unknown])[] = [
    [
      "a shipped definition: read, parsed, made a provider",
      (id) => {
        const definition = catalogue.definition(id);
        return definition && createDeclaredProvider(definition);
      },
      (id) => JSON.parse(readFile(id)),
    ],
    [
      "a definition in the settings: checked by the schema",
      (id) => parseDefinition(JSON.parse(readFile(id))),
      (id) => JSON.parse(readFile(id)),
    ],
  ];
  const rows = steps.map(([name, ours, floor]) => {
    const firstMs = ids.map((id) => timed(() => ours(id)));
    const each = (work: (id: string) => unknown) =>
      ids.flatMap((id) => Array.from({ length: rounds }, () => timed(() => work(id))));
    const [oursMs, floorMs] = [each(ours), each(floor)];
    return [
      name,
      milliseconds(firstMs[0]),
      milliseconds(median(oursMs)),
      milliseconds(
        Math.max(...ids.map((id) => median(Array.from({ length: rounds }, () => timed(() => ours(id)))))),
      ),
      milliseconds(median(floorMs)),
      ratio(oursMs, floorMs),
    ];
  });
  const list = (fresh = new DeclaredProviders({ catalogue: openCatalogue(folder), settings: () => [] })) =>
    fresh.catalogue();
  const listMs = Array.from({ length: rounds }, () => timed(list));
  const listFloorMs = Array.from({ length: rounds }, () =>
    timed(() => ids.map((id) => JSON.parse(readFile(id)))),
  );
  rows.push([
    `the list of all ${ids.length}, for the picker`,
    milliseconds(listMs[0]),
    milliseconds(median(listMs)),
    milliseconds(Math.max(...listMs)),
    milliseconds(median(listFloorMs)),
    ratio(listMs, listFloorMs),
  ]);
  const replyMs: number[] = [];
  const replyFloorMs: number[] = [];
  for (const id of ids) {
    const definition = catalogue.definition(id);
    const adapter = definition && createDeclaredProvider(definition).declared?.adapter;
    for (const name of caseNames(id).filter((one) => !one.startsWith("error"))) {
      const testCase = loadCase(id, name);
      const [reply] = Object.values(testCase.replies);
      const text = JSON.stringify(reply?.body);
      const context = { ...contextOf(new TextEncoder().encode(text)), parameters: testCase.parameters ?? {} };
      for (let round = 0; round < rounds; round += 1) {
        const startMs = performance.now();
        await adapter?.read(context);
        replyMs.push(performance.now() - startMs);
        replyFloorMs.push(timed(() => JSON.parse(text)));
      }
    }
  }
  rows.push([
    "a reply: parsed and read",
    milliseconds(replyMs[0]),
    milliseconds(median(replyMs)),
    milliseconds(Math.max(...replyMs.slice(rounds))),
    milliseconds(median(replyFloorMs)),
    ratio(replyMs, replyFloorMs),
  ]);
  printTable(
    "Definitions and replies",
    ["", "first", "median", "worst", "JSON.parse", "to JSON.parse"],
    rows,
  );

  const providers = hostileProvider();
  const hostileRows: string[][] = [];
  for (const { name, use, body } of hostileReplies) {
    const bytes = new TextEncoder().encode(body);
    const floorMs = median(Array.from({ length: 3 }, () => timed(() => parseOrNothing(body))));
    const runs = [];
    for (let round = 0; round < 3; round += 1) {
      const { adapter } = providers[use]?.declared ?? {};
      runs.push(
        await longestBlock(async () =>
          use === "ledger"
            ? adapter?.readLedger?.(contextOf(bytes), { limit: 100, offset: 0 })
            : adapter?.read(contextOf(bytes)),
        ),
      );
    }
    hostileRows.push([
      name,
      milliseconds(median(runs.map(({ longestMs }) => longestMs))),
      milliseconds(Math.max(...runs.map(({ longestMs }) => longestMs))),
      milliseconds(median(runs.map(({ totalMs }) => totalMs))),
      milliseconds(floorMs),
    ]);
  }
  printTable(
    "Hostile replies: the longest time that other work of the extension host waits",
    ["", "longest, median", "longest, worst", "until read", "JSON.parse"],
    hostileRows,
  );
  return 0;
});

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
