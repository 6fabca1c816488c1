import * as z from "zod/mini";
import { defined } from "../../../core/common/defined.ts";
import { rawJson } from "../../../core/common/rawJson.ts";
import { ledgerTypes, type ProviderLedgerEntry } from "../../../core/ledger/ledgerEntry.ts";
import { type Amount, abs, negated } from "../../../core/money/amount.ts";
import { failed, type Outcome, success } from "../../../core/readings/outcome.ts";
import { isRecord, Numeral } from "../../http/exactJson.ts";
import { amount, identifier, instant, text } from "../../http/fields.ts";
import { ledgerMaxBytes } from "../../http/jsonClient.ts";
import { readFields } from "../../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../../http/readOptionalFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext, LedgerPage, LedgerPageQuery } from "../../provider.ts";
import { parseError, unwrapData } from "./reply.ts";

/** An undocumented type is read as an adjustment: its signed amount moves the balance. */
const ledgerTypeSchema = z.pipe(
  text,
  z.transform((type) => ledgerTypes.find((documented) => documented === type) ?? "adjustment"),
);

const entrySchema = z.object({
  id: identifier,
  type: ledgerTypeSchema,
  amount,
  metadata: z.optional(z.unknown()),
  created_at: instant,
});

const optionalSchemas = { balance_after: amount, description: text, reference: identifier };

/** Twenty times as many as a page has. Checking more would block the extension host. */
const maxEntries = 2000;

const pageSchema = z.object({ entries: z.array(entrySchema) });

export async function readLedger(
  context: AccountContext,
  query: LedgerPageQuery,
): Promise<Outcome<LedgerPage>> {
  const reply = await sendWithBearer(context, "/auth/account/ledger", {
    query: { ...query },
    maxBytes: ledgerMaxBytes,
    parseError,
  });
  if (!reply.ok) return reply;
  const page = findPage(reply.value.body);
  if (!page) return failed({ kind: "badResponse", reason: "missingField", field: "entries" });
  if (Array.isArray(page.entries) && page.entries.length > maxEntries) {
    return failed({ kind: "badResponse", reason: "tooMany", field: "entries" });
  }
  const fields = readFields(pageSchema, page);
  if (!fields.ok) return fields;
  const ignored = new Set<string>();
  const optionalOf = (index: number) =>
    readOptionalFields(page, ["entries", String(index)], optionalSchemas, {
      // Every entry of a page has the same form.
      onIgnoredFields: (names) => {
        for (const name of names) ignored.add(name.replace(/\.\d+\./, "."));
      },
    });
  const entries = fields.value.entries.map((entry, index) => toEntry(entry, optionalOf(index)));
  const { total } = readOptionalFields(page, [], { total: amount }, context);
  if (ignored.size > 0) context.onIgnoredFields?.([...ignored]);
  return success({ entries, ...(total ? { total: Number(total) } : {}) });
}

/** A page is an array, or an object with the array under one of these names, with or without the `data` envelope. */
function findPage(body: unknown): { entries: unknown; total: unknown } | undefined {
  for (const candidate of [body, unwrapData(body)]) {
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

function toEntry(
  entry: z.infer<typeof entrySchema>,
  { balance_after, description = "", reference }: OptionalFields<typeof optionalSchemas>,
): ProviderLedgerEntry {
  return {
    id: entry.id,
    type: entry.type,
    meterId: "balance",
    amount: signedAmount(entry.type, entry.amount),
    description,
    ...defined({
      balanceAfter: balance_after,
      reference: reference || undefined,
      metadata: entry.metadata == null ? undefined : exactJsonText(entry.metadata),
    }),
    at: entry.created_at,
  };
}

/** The sign of a debit is not documented, so the type decides the sign. */
function signedAmount(type: ProviderLedgerEntry["type"], value: Amount): Amount {
  if (type === "adjustment") return value;
  const magnitude = abs(value);
  return type === "credit" ? magnitude : negated(magnitude);
}

/** JSON text in which every number keeps the digits of the reply. */
function exactJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Numeral ? rawJson(part.source) : part,
  );
}
