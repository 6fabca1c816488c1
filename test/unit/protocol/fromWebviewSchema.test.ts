import assert from "node:assert/strict";
import { fromWebviewSchema } from "../../../src/protocol/fromWebviewSchema.ts";
import type { CommandMessage, RequestMessage } from "../../../src/protocol/messages.ts";

// Some of each: the compiler tells which is missing.
type Requests = { readonly [K in RequestMessage["method"]]: readonly RequestMessage<K>[] };
type Commands = { readonly [K in CommandMessage["kind"]]: readonly CommandMessage<K>[] };

const accountId = "poof";
const meterId = "credits";
const envelope = { kind: "request", requestId: 1 } as const;

const requests: Requests = {
  chart: [{ ...envelope, method: "chart", params: { accountId, meterId, buckets: 1200 } }],
  usage: [
    {
      ...envelope,
      method: "usage",
      params: { accountId, meterId, span: { kind: "period", period: "daily" }, timeZone: "Asia/Tokyo" },
    },
    {
      ...envelope,
      method: "usage",
      params: { accountId, meterId, span: { kind: "range", fromMs: 0, toMs: 1 }, timeZone: "UTC" },
    },
  ],
  ledger: [{ ...envelope, method: "ledger", params: { accountId, order: "newest", limit: 100 } }],
  ledgerTotals: [{ ...envelope, method: "ledgerTotals", params: { accountId, text: "a" } }],
  observation: [{ ...envelope, method: "observation", params: { accountId, entryId: "" } }],
  statement: [
    { ...envelope, method: "statement", params: { accountId, fromMs: 0, toMs: 1, grouping: "endpoint" } },
  ],
  unexplained: [{ ...envelope, method: "unexplained", params: { accountId } }],
};

const commands: Commands = {
  ready: [{ kind: "ready", hasInitialData: true, timeZone: "UTC" }],
  refresh: [{ kind: "refresh" }, { kind: "refresh", accountId }],
  addAccount: [{ kind: "addAccount" }],
  trySample: [{ kind: "trySample" }],
  setKey: [{ kind: "setKey", accountId }],
  showAccount: [{ kind: "showAccount", accountId }],
  selected: [{ kind: "selected", accountId }],
  export: [
    { kind: "export", format: "csv", filter: { accountId } },
    { kind: "export", format: "json", filter: { accountId, type: "debit", source: "observed", text: "a" } },
  ],
  copyStatement: [{ kind: "copyStatement", accountId, grouping: "description" }],
  saveStatement: [{ kind: "saveStatement", accountId, fromMs: 0, grouping: "endpoint" }],
  syncLedger: [{ kind: "syncLedger", accountId }],
  cancelSync: [{ kind: "cancelSync", accountId }],
};

describe("the schema of messages from the webview", () => {
  it("the schema accepts every message that the webview sends", () => {
    for (const message of [...Object.values(requests), ...Object.values(commands)].flat())
      assert.deepEqual(fromWebviewSchema.parse(message), message);
  });

  it("the schema rejects every other value", () => {
    const foreign = [
      undefined,
      null,
      "ready",
      { kind: "ready" },
      [],
      {},
      { kind: "run" },
      { kind: "setKey" },
      { kind: "setKey", accountId: "" },
      { kind: "selected", accountId: 7 },
      { kind: "selected", accountId: "x".repeat(201) },
      { ...envelope, method: "run", params: { accountId } },
      { ...envelope, method: "chart", params: { accountId } },
    ];
    for (const message of foreign) assert.equal(fromWebviewSchema.safeParse(message).success, false);
  });

  it("the schema drops unknown fields", () => {
    assert.deepEqual(fromWebviewSchema.parse({ kind: "addAccount", command: "rm" }), { kind: "addAccount" });
  });
});
