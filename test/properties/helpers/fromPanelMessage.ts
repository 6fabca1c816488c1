import fc from "fast-check";
import { usagePeriods } from "../../../src/core/history/usage.ts";
import { ledgerSources, ledgerTypes } from "../../../src/core/ledger/ledgerEntry.ts";
import type { FromPanel, PanelRequest } from "../../../src/protocol/messages.ts";

/** One for each kind: the compiler tells which is missing. */
type ByKind<Union extends { readonly kind: string }> = {
  readonly [Kind in Union["kind"]]: fc.Arbitrary<Extract<Union, { readonly kind: Kind }>>;
};

const id = fc.string({ minLength: 1, maxLength: 200 });
const ms = fc.integer({ min: -8.64e15, max: 8.64e15 });
const count = (max: number) => fc.integer({ min: 1, max });

const filterFields = {
  accountId: id,
  type: fc.constantFrom(...ledgerTypes),
  source: fc.constantFrom(...ledgerSources),
  fromMs: ms,
  toMs: ms,
  text: fc.string(),
};
const filter = fc.record(filterFields, { requiredKeys: ["accountId"] });

const span = fc.oneof(
  fc.record({ kind: fc.constant("period"), period: fc.constantFrom(...usagePeriods) }),
  fc.record({ kind: fc.constant("range"), fromMs: ms, toMs: ms }),
);

const questions: ByKind<PanelRequest> = {
  chart: fc.record({
    kind: fc.constant("chart"),
    query: fc.record(
      { accountId: id, meterId: id, fromMs: ms, toMs: ms, buckets: count(10_000) },
      { requiredKeys: ["accountId", "meterId", "buckets"] },
    ),
  }),
  usage: fc.record({ kind: fc.constant("usage"), accountId: id, meterId: id, span }),
  ledger: fc.record({
    kind: fc.constant("ledger"),
    query: fc.record(
      {
        ...filterFields,
        order: fc.constantFrom("newest", "oldest"),
        limit: count(500),
        cursor: fc.string(),
        skip: fc.nat(),
      },
      { requiredKeys: ["accountId", "order", "limit"] },
    ),
  }),
  unexplained: fc.record(
    { kind: fc.constant("unexplained"), accountId: id, fromMs: ms, toMs: ms },
    { requiredKeys: ["kind", "accountId"] },
  ),
};

const messages: ByKind<FromPanel> = {
  ready: fc.record({ kind: fc.constant("ready"), isBorn: fc.boolean() }),
  refresh: fc.record({ kind: fc.constant("refresh"), accountId: id }, { requiredKeys: ["kind"] }),
  addAccount: fc.record({ kind: fc.constant("addAccount") }),
  trySample: fc.record({ kind: fc.constant("trySample") }),
  setKey: fc.record({ kind: fc.constant("setKey"), accountId: id }),
  selected: fc.record({ kind: fc.constant("selected"), accountId: id }),
  ask: fc.record({
    kind: fc.constant("ask"),
    requestId: fc.nat(),
    question: fc.oneof(...Object.values(questions)),
  }),
  export: fc.record({ kind: fc.constant("export"), format: fc.constantFrom("csv", "json"), filter }),
  syncLedger: fc.record({ kind: fc.constant("syncLedger"), accountId: id }),
  cancelSync: fc.record({ kind: fc.constant("cancelSync"), accountId: id }),
};

/** What the panel may say to the host. */
export const fromPanelMessage: fc.Arbitrary<FromPanel> = fc.oneof(
  // It has the most to say.
  { arbitrary: messages.ask, weight: 6 },
  ...Object.values(messages),
);
