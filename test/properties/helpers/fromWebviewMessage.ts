import fc from "fast-check";
import { usagePeriods } from "../../../src/core/history/usage.ts";
import { ledgerOrders, ledgerSources, ledgerTypes } from "../../../src/core/ledger/ledgerEntry.ts";
import { statementGroupings } from "../../../src/core/ledger/statement.ts";
import type { CommandMessage, FromWebview, RequestMessage } from "../../../src/protocol/messages.ts";

// One for each message: the compiler reports a missing one.
type Requests = { readonly [K in RequestMessage["method"]]: fc.Arbitrary<RequestMessage<K>> };
type Commands = { readonly [K in CommandMessage["kind"]]: fc.Arbitrary<CommandMessage<K>> };

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

const statementFields = {
  accountId: id,
  fromMs: ms,
  toMs: ms,
  grouping: fc.constantFrom(...statementGroupings),
};
const statement = fc.record(statementFields, { requiredKeys: ["accountId", "grouping"] });

const envelope = { kind: fc.constant("request"), requestId: fc.nat() } as const;

const timeZone = fc.constantFrom("UTC", "Pacific/Auckland", "America/Los_Angeles");

const requests: Requests = {
  chart: fc.record({
    ...envelope,
    method: fc.constant("chart"),
    params: fc.record(
      { accountId: id, meterId: id, fromMs: ms, toMs: ms, buckets: count(10_000) },
      { requiredKeys: ["accountId", "meterId", "buckets"] },
    ),
  }),
  usage: fc.record({
    ...envelope,
    method: fc.constant("usage"),
    params: fc.record({ accountId: id, meterId: id, span, timeZone }),
  }),
  ledger: fc.record({
    ...envelope,
    method: fc.constant("ledger"),
    params: fc.record(
      {
        ...filterFields,
        order: fc.constantFrom(...ledgerOrders),
        limit: count(500),
        cursor: fc.string(),
        skip: fc.nat(),
      },
      { requiredKeys: ["accountId", "order", "limit"] },
    ),
  }),
  ledgerTotals: fc.record({ ...envelope, method: fc.constant("ledgerTotals"), params: filter }),
  observation: fc.record({
    ...envelope,
    method: fc.constant("observation"),
    params: fc.record({ accountId: id, entryId: fc.string() }),
  }),
  statement: fc.record({ ...envelope, method: fc.constant("statement"), params: statement }),
  unexplained: fc.record({
    ...envelope,
    method: fc.constant("unexplained"),
    params: fc.record({ accountId: id, fromMs: ms, toMs: ms }, { requiredKeys: ["accountId"] }),
  }),
};

const commands: Commands = {
  ready: fc.record({ kind: fc.constant("ready"), hasInitialData: fc.boolean(), timeZone }),
  refresh: fc.record({ kind: fc.constant("refresh"), accountId: id }, { requiredKeys: ["kind"] }),
  addAccount: fc.record({ kind: fc.constant("addAccount") }),
  trySample: fc.record({ kind: fc.constant("trySample") }),
  setKey: fc.record({ kind: fc.constant("setKey"), accountId: id }),
  showAccount: fc.record({ kind: fc.constant("showAccount"), accountId: id }),
  selected: fc.record({ kind: fc.constant("selected"), accountId: id }),
  export: fc.record({ kind: fc.constant("export"), format: fc.constantFrom("csv", "json"), filter }),
  copyStatement: fc.record(
    { kind: fc.constant("copyStatement"), ...statementFields },
    { requiredKeys: ["kind", "accountId", "grouping"] },
  ),
  saveStatement: fc.record(
    { kind: fc.constant("saveStatement"), ...statementFields },
    { requiredKeys: ["kind", "accountId", "grouping"] },
  ),
  syncLedger: fc.record({ kind: fc.constant("syncLedger"), accountId: id }),
  cancelSync: fc.record({ kind: fc.constant("cancelSync"), accountId: id }),
};

/** Every message that the webview may send to the host. */
export const fromWebviewMessage: fc.Arbitrary<FromWebview> = fc.oneof(
  // Requests have the most fields.
  { arbitrary: fc.oneof(...Object.values<fc.Arbitrary<RequestMessage>>(requests)), weight: 6 },
  ...Object.values<fc.Arbitrary<CommandMessage>>(commands),
);
