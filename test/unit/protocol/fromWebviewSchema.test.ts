import assert from "node:assert/strict";
import { fromPanel } from "../../../src/protocol/fromWebviewSchema.ts";
import type { FromPanel, PanelRequest } from "../../../src/protocol/messages.ts";

/** Examples of each kind; the compiler reports a missing kind. */
type ByKind<Union extends { readonly kind: string }> = {
  readonly [Kind in Union["kind"]]: readonly Extract<Union, { readonly kind: Kind }>[];
};

const accountId = "poof";

const questions: ByKind<PanelRequest> = {
  chart: [{ kind: "chart", query: { accountId, meterId: "credits", buckets: 1200 } }],
  usage: [
    { kind: "usage", accountId, meterId: "credits", span: { kind: "period", period: "daily" } },
    { kind: "usage", accountId, meterId: "credits", span: { kind: "range", fromMs: 0, toMs: 1 } },
  ],
  ledger: [{ kind: "ledger", query: { accountId, order: "newest", limit: 100 } }],
  unexplained: [{ kind: "unexplained", accountId }],
};

const messages: ByKind<FromPanel> = {
  ready: [{ kind: "ready", isBorn: true }],
  refresh: [{ kind: "refresh" }, { kind: "refresh", accountId }],
  addAccount: [{ kind: "addAccount" }],
  trySample: [{ kind: "trySample" }],
  setKey: [{ kind: "setKey", accountId }],
  selected: [{ kind: "selected", accountId }],
  ask: Object.values(questions)
    .flat()
    .map((question) => ({ kind: "ask", requestId: 1, question })),
  export: [
    { kind: "export", format: "csv", filter: { accountId } },
    { kind: "export", format: "json", filter: { accountId, type: "debit", source: "observed", text: "a" } },
  ],
  syncLedger: [{ kind: "syncLedger", accountId }],
  cancelSync: [{ kind: "cancelSync", accountId }],
};

describe("the schema of messages from the webview", () => {
  it("the schema accepts every message that the webview sends", () => {
    for (const message of Object.values(messages).flat()) assert.deepEqual(fromPanel.parse(message), message);
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
    ];
    for (const message of foreign) assert.equal(fromPanel.safeParse(message).success, false);
  });

  it("the schema drops unknown fields", () => {
    assert.deepEqual(fromPanel.parse({ kind: "addAccount", command: "rm" }), { kind: "addAccount" });
  });
});
