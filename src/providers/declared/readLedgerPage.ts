import { defined } from "../../core/common/defined.ts";
import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { Failure } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { LedgerDefinition, PagingDefinition } from "../../core/requestDefinition.ts";
import { dayMs } from "../../core/time/durations.ts";
import { ledgerMaxBytes } from "../http/jsonClient.ts";
import { parseAnyDate } from "../http/replyDate.ts";
import { TimeSlice } from "../http/timeSlice.ts";
import type { AccountContext, LedgerPage, LedgerPaging } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { nextCursor, pageTemplateValues, utcDay } from "./ledgerPaging.ts";
import { sendDeclaredRequest } from "./sendDeclaredRequest.ts";
import type { TemplateValues } from "./template.ts";

export interface DeclaredPageQuery {
  /** The account's parameters. */
  readonly values: TemplateValues;
  readonly cursor: string | undefined;
}

/** Whether a provider that publishes its ledger by day has published the current day so far: learned from its replies. */
export interface TodayKnowledge {
  /** The UTC day on which the provider refused to show that day. */
  refusedOn?: string;
}

/**
 * Reads a page of the ledger that a definition describes, in the provider's order. A ledger by day begins with today,
 * or with yesterday where the provider refuses today; it is asked again the next day.
 */
export async function readLedgerPage(
  context: AccountContext,
  definition: ProviderDefinition,
  ledger: LedgerDefinition,
  query: DeclaredPageQuery,
  knowledge: TodayKnowledge = {},
): Promise<Outcome<LedgerPage>> {
  const { paging } = ledger;
  if (paging?.by !== "date" || query.cursor !== undefined)
    return readPage(context, definition, ledger, query);
  const today = utcDay(context.nowMs);
  if (knowledge.refusedOn !== today) {
    const page = await readPage(context, definition, ledger, { ...query, cursor: today });
    if (page.ok || !refusesDay(page.failure)) return page;
    knowledge.refusedOn = today;
  }
  return readPage(context, definition, ledger, { ...query, cursor: utcDay(context.nowMs - dayMs) });
}

/** A client error that is about this request alone, not about the key or too many requests. */
function refusesDay(failure: Failure): boolean {
  return failure.kind === "providerError" && failure.status >= 400 && failure.status < 500;
}

async function readPage(
  context: AccountContext,
  definition: ProviderDefinition,
  ledger: LedgerDefinition,
  { values, cursor }: DeclaredPageQuery,
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
  const total = fields.optional((optional) => optional.amount(ledger.total));
  const page = { cursor, count: list.length, lastId: read.at(-1)?.id, fields, nowMs };
  const next = nextCursor(ledger.paging, page);
  await slice.pause();
  return success({
    entries: ledger.paging ? entries : newestFirst(entries),
    next,
    ...defined({
      total: total === undefined ? undefined : Number(total),
      paging: ledger.paging && pagingOf(ledger.paging, cursor),
      hasDerivedIds: typeof ledger.id === "string" ? undefined : (true as const),
    }),
  });
}

function pagingOf(paging: PagingDefinition, cursor: string | undefined): LedgerPaging {
  switch (paging.by) {
    case "page":
      return { kind: "page", firstPage: paging.first ?? 1 };
    case "offset":
      return { kind: "offset" };
    case "date":
      return { kind: "day", ...defined({ day: cursor }) };
    case "lastId":
    case "cursor":
      return { kind: "cursor" };
  }
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

/** Only pages need the provider's order. */
function newestFirst(entries: readonly ProviderLedgerEntry[]): readonly ProviderLedgerEntry[] {
  // Instants in UTC have the order of their texts.
  return entries.toSorted((a, b) => compareTexts(b.at, a.at) || compareTexts(a.amount, b.amount));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Entries with equal ids are several entries where the provider has no id of its own: all but the first get a number. The
 * number follows the amount, so that another order in the next reply gives the same ids. The entries keep their order.
 */
function numberEqualIds(entries: readonly ProviderLedgerEntry[]): readonly ProviderLedgerEntry[] {
  const counts = new Map<string, number>();
  const ids = new Map<ProviderLedgerEntry, string>();
  for (const entry of entries.toSorted((a, b) => compareTexts(a.amount, b.amount))) {
    const count = (counts.get(entry.id) ?? 0) + 1;
    counts.set(entry.id, count);
    if (count > 1) ids.set(entry, `${entry.id} (${count})`);
  }
  return entries.map((entry) => ({ ...entry, id: ids.get(entry) ?? entry.id }));
}
