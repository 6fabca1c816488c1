import { amountOf } from "../../../src/core/money/amount.ts";
import { currency } from "../../../src/core/money/unit.ts";
import type { PanelResponse, ToPanel } from "../../../src/protocol/messages.ts";

type ByKind<Union extends { readonly kind: string }> = {
  readonly [Kind in Union["kind"]]: Extract<Union, { readonly kind: Kind }>;
};

const unit = currency("EUR");

const answers: ByKind<PanelResponse> = {
  chart: {
    kind: "chart",
    points: "1 1 12.5;3 0 12 gap",
    marks: [{ atMs: 2, amount: amountOf("5"), type: "topUp" }],
    unit,
  },
  providerUsage: {
    kind: "providerUsage",
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
  observedUsage: {
    kind: "observedUsage",
    days: [{ day: "2026-11-20", consumed: amountOf("0.1") }],
    unit,
  },
  ledger: {
    kind: "ledger",
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
  unexplained: {
    kind: "unexplained",
    stretches: [
      { fromMs: 1, toMs: 2, observed: amountOf("1"), explained: amountOf("0"), amount: amountOf("1") },
    ],
    unit,
  },
  failed: { kind: "failed", message: "No" },
};

/** Messages to the panel: each answer there is, and what names an account. */
export const toPanelMessages: readonly ToPanel[] = [
  ...Object.values(answers).map((answer) => ({ kind: "answer", requestId: 1, answer }) as const),
  { kind: "show", accountId: "a" },
  { kind: "historyChanged", accountId: "a" },
];
