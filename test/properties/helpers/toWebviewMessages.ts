import { amountOf } from "../../../src/core/money/amount.ts";
import { currency } from "../../../src/core/money/unit.ts";
import type { Method, ResponseMessage, Result, ToWebview } from "../../../src/protocol/messages.ts";

const unit = currency("EUR");
const noLines = { total: amountOf("0"), entries: 0, lines: [] };

const results: { readonly [K in Method]: readonly Result<K>[] } = {
  chart: [
    {
      points: "1 1 12.5;3 0 12 gap",
      marks: [{ atMs: 2, amount: amountOf("5"), type: "topUp" }],
      unit,
    },
  ],
  usage: [
    {
      source: "provider",
      usage: {
        period: "monthly",
        from: "2026-11-01T00:00:00.000Z",
        to: "2026-11-14T00:00:00.000Z",
        totalRequests: amountOf("12"),
        successfulRequests: amountOf("11"),
        failedRequests: amountOf("1"),
        creditsConsumed: amountOf("0.25"),
        requestsByEndpoint: [{ endpoint: "/jobs", requests: amountOf("12") }],
      },
      unit,
    },
    { source: "observed", days: [{ day: "2026-11-20", consumed: amountOf("0.1") }], unit },
  ],
  ledger: [
    {
      entries: [
        {
          id: "1",
          source: "provider",
          type: "debit",
          meterId: "a",
          unit,
          amount: amountOf("-1.5"),
          description: "Job",
          atMs: 5,
          balanceAfter: amountOf("3"),
          reference: "r",
          metadata: "{}",
        },
      ],
      next: "c",
      total: 1,
    },
  ],
  ledgerTotals: [{ all: 2, sums: [{ meterId: "a", unit, amount: amountOf("-1.5") }] }],
  observation: [
    {},
    {
      observation: {
        changes: [{ amount: amountOf("-1.5"), sinceMs: 1, atMs: 5 }],
        changeCount: 1,
        entries: 1,
      },
    },
  ],
  statement: [
    {
      meters: [
        {
          meterId: "a",
          unit,
          opening: { amount: amountOf("4.5"), asOfMs: 1 },
          in: noLines,
          out: {
            total: amountOf("-1.5"),
            entries: 2,
            lines: [
              { label: { text: "Job" }, amount: amountOf("-1"), entries: 1 },
              { label: { kind: "observed" }, amount: amountOf("-0.5"), entries: 1 },
            ],
          },
          adjustments: noLines,
          unexplained: noLines,
        },
      ],
    },
  ],
  unexplained: [
    {
      changes: [
        {
          fromMs: 1,
          toMs: 2,
          observed: amountOf("1"),
          explained: amountOf("0"),
          amount: amountOf("1"),
          entries: 0,
          settlesAtMs: 3,
        },
      ],
      unit,
    },
  ],
};

function responsesTo(method: Method): readonly ResponseMessage[] {
  const responses = [...results[method].map((value) => ({ ok: true, value })), { ok: false, message: "No" }];
  return responses.map(
    (response) => ({ kind: "response", requestId: 1, method, response }) as ResponseMessage,
  );
}

/** Messages to the webview: each response there is, and the notifications that name an account. */
export const toWebviewMessages: readonly ToWebview[] = [
  ...(
    ["chart", "usage", "ledger", "unexplained", "ledgerTotals", "observation", "statement"] as const
  ).flatMap(responsesTo),
  { kind: "show", accountId: "a" },
  { kind: "historyChanged", accountId: "a" },
];
