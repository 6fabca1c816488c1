import { defined } from "../../core/common/defined.ts";
import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { LedgerDefinition } from "../../core/requestDefinition.ts";
import { ledgerMaxBytes } from "../http/jsonClient.ts";
import { parseAnyDate } from "../http/replyDate.ts";
import { TimeSlice } from "../http/timeSlice.ts";
import type { AccountContext, LedgerPage } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { nextCursor, pageTemplateValues } from "./ledgerPaging.ts";
import { sendDeclaredRequest } from "./sendDeclaredRequest.ts";
import type { TemplateValues } from "./template.ts";

/** Reads a page of the ledger that a definition describes, newest first. `values`: the account's parameters. */
export async function readLedgerPage(
  context: AccountContext,
  definition: ProviderDefinition,
  ledger: LedgerDefinition,
  { values, cursor }: { readonly values: TemplateValues; readonly cursor: string | undefined },
): Promise<Outcome<LedgerPage>> {
  const { nowMs } = context;
  const reply = await sendDeclaredRequest(context, definition, ledger.request, {
    values: { ...values, ...pageTemplateValues(ledger.paging, cursor, nowMs) },
    maxBytes: ledgerMaxBytes,
    isLedger: true,
  });
  if (!reply.ok) return reply;
  const fields = new FieldReader(new Map([["", reply.value.body]]));
  const list = fields.list(ledger.entries) ?? fields.reportFault(ledger.entries, "missingField") ?? [];
  if (list.length > maxEntries) fields.reportFault(ledger.entries, "tooMany");
  if (fields.fault) return failed(fields.fault);
  const read: ProviderLedgerEntry[] = [];
  const slice = new TimeSlice();
  for (const element of list) {
    if (slice.isOver(costOfEntry)) await slice.pause();
    const entry = readEntry(ledger, fields.within(element));
    if (entry) read.push(entry);
    if (fields.fault) return failed(fields.fault);
  }
  const entries = typeof ledger.id === "string" ? read : numberEqualIds(read);
  const page = { cursor, count: list.length, lastId: read.at(-1)?.id, fields, nowMs };
  const next = nextCursor(ledger.paging, page);
  await slice.pause();
  // Instants in UTC have the order of their texts.
  return success({ entries: entries.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)), next });
}

/** More entries than any page has. Sorting them does not block the extension host. */
const maxEntries = 20_000;
/** In microseconds. */
const costOfEntry = 8;

function readEntry(ledger: LedgerDefinition, fields: FieldReader): ProviderLedgerEntry | undefined {
  const required = <T>(value: T | undefined, source: unknown): T | undefined =>
    value ?? fields.reportFault(String(typeof source === "object" ? ledger.entries : source), "missingField");
  const idParts = typeof ledger.id === "string" ? [ledger.id] : ledger.id;
  const ids = idParts.flatMap((pointer) => fields.text(pointer) ?? []);
  if (ids.length === 0) required(undefined, idParts[0]);
  const at = required(fields.instant(ledger.at, parseAnyDate), ledger.at);
  const amount = required(fields.amount(ledger.amount), ledger.amount);
  if (ids.length === 0 || at === undefined || amount === undefined) return undefined;
  return {
    id: ids.join(" "),
    type: amount === "0" ? "adjustment" : amount.startsWith("-") ? "debit" : "credit",
    meterId: ledger.meter,
    amount,
    description: fields.text(ledger.description) ?? "",
    ...defined({ reference: fields.text(ledger.reference) }),
    at,
  };
}

/**
 * Entries with equal ids are several entries where the provider has no id of its own: all but the first get a number. The
 * number follows the amount, so that another order in the next reply gives the same ids.
 */
function numberEqualIds(entries: readonly ProviderLedgerEntry[]): readonly ProviderLedgerEntry[] {
  const counts = new Map<string, number>();
  return entries
    .toSorted((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0))
    .map((entry) => {
      const count = (counts.get(entry.id) ?? 0) + 1;
      counts.set(entry.id, count);
      return count === 1 ? entry : { ...entry, id: `${entry.id} (${count})` };
    });
}
