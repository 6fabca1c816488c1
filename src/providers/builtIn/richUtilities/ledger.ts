import * as z from "zod/mini";
import { rawJson } from "../../../core/common/json.ts";
import { ledgerTypes, type ProviderLedgerEntry } from "../../../core/ledger/ledgerEntry.ts";
import { type Amount, abs, negated } from "../../../core/money/amount.ts";
import { failed, type Outcome, success } from "../../../core/readings/outcome.ts";
import { isRecord, Numeral } from "../../http/exactJson.ts";
import { amount, identifier, instant, text } from "../../http/fields.ts";
import { ledgerMaxBytes } from "../../http/jsonClient.ts";
import { readFields } from "../../http/readFields.ts";
import { getWithBearer } from "../../http/request.ts";
import type { Access, LedgerPage, LedgerPageQuery } from "../../provider.ts";
import { describeError, unwrap } from "./reply.ts";

/** A type that is not documented moves the balance as its amount says: an adjustment. */
const ledgerType = z.pipe(
  text,
  z.transform((type) => ledgerTypes.find((known) => known === type) ?? "adjustment"),
);

const entryFields = z.object({
  id: identifier,
  type: ledgerType,
  amount,
  balance_after: z.nullish(amount),
  description: z.nullish(text),
  reference: z.nullish(identifier),
  metadata: z.optional(z.unknown()),
  created_at: instant,
});

const page = z.object({ entries: z.array(entryFields), total: z.nullish(amount) });

export async function readLedger(access: Access, query: LedgerPageQuery): Promise<Outcome<LedgerPage>> {
  const reply = await getWithBearer(access, "/auth/account/ledger", {
    query: { ...query },
    maxBytes: ledgerMaxBytes,
    describeError,
  });
  if (!reply.ok) return reply;
  const found = findPage(reply.value.body);
  if (!found) return failed({ kind: "badResponse", reason: "missingField", field: "entries" });
  const fields = readFields(page, found);
  if (!fields.ok) return fields;
  const { entries, total } = fields.value;
  return success({ entries: entries.map(entryOf), ...(total ? { total: Number(total) } : {}) });
}

/** A page comes as a bare array, or under one of these names, with or without the `data` envelope. */
function findPage(body: unknown): { entries: unknown; total: unknown } | undefined {
  for (const candidate of [body, unwrap(body)]) {
    if (Array.isArray(candidate)) return { entries: candidate, total: totalOf(body) };
    if (!isRecord(candidate)) continue;
    const list = ["entries", "items", "ledger", "data"]
      .map((name) => candidate[name])
      .find((value) => Array.isArray(value));
    if (list) return { entries: list, total: totalOf(candidate) ?? totalOf(body) };
  }
  return undefined;
}

function totalOf(body: unknown): unknown {
  return isRecord(body) ? body.total : undefined;
}

function entryOf(entry: z.infer<typeof entryFields>): ProviderLedgerEntry {
  return {
    id: entry.id,
    type: entry.type,
    meterId: "balance",
    amount: effect(entry.type, entry.amount),
    ...(entry.balance_after ? { balanceAfter: entry.balance_after } : {}),
    description: entry.description ?? "",
    ...(entry.reference ? { reference: entry.reference } : {}),
    ...(entry.metadata == null ? {} : { metadata: exactText(entry.metadata) }),
    at: entry.created_at,
  };
}

/** The sign of a debit is not documented, so the effect is taken from the type. */
function effect(type: ProviderLedgerEntry["type"], value: Amount): Amount {
  if (type === "adjustment") return value;
  const size = abs(value);
  return type === "credit" ? size : negated(size);
}

/** JSON text with numbers as their source wrote them. */
function exactText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Numeral ? rawJson(part.source) : part,
  );
}
