import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { LedgerDefinition, ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import { ledgerMaxBytes } from "../http/jsonClient.ts";
import type { Access, LedgerPage } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { nextCursor, pageValues } from "./ledgerPaging.ts";
import { askDeclared } from "./request.ts";
import type { Values } from "./template.ts";

/** A page of the ledger that a definition describes, newest first. `values`: the account's parameters. */
export async function readDeclaredLedger(
  access: Access,
  definition: ProviderDefinition,
  ledger: LedgerDefinition,
  { values, cursor }: { readonly values: Values; readonly cursor: string | undefined },
): Promise<Outcome<LedgerPage>> {
  const { nowMs } = access;
  const position = { ...values, ...pageValues(ledger.paging, cursor, nowMs) };
  const reply = await askDeclared(access, definition, ledger.request, {
    values: position,
    maxBytes: ledgerMaxBytes,
  });
  if (!reply.ok) return reply;
  const fields = new FieldReader(new Map([["", reply.value.body]]));
  const list = fields.list(ledger.entries) ?? fields.blame(ledger.entries, "missingField") ?? [];
  const entries = list.flatMap((element) => readEntry(ledger, fields.within(element)) ?? []);
  if (fields.fault) return failed(fields.fault);
  const page = { cursor, count: list.length, lastId: entries.at(-1)?.id, fields, nowMs };
  const next = nextCursor(ledger.paging, page);
  return success({ entries: entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)), next });
}

function readEntry(ledger: LedgerDefinition, fields: FieldReader): ProviderLedgerEntry | undefined {
  const needed = <T>(value: T | undefined, source: unknown): T | undefined =>
    value ?? fields.blame(String(typeof source === "object" ? ledger.entries : source), "missingField");
  const idParts = typeof ledger.id === "string" ? [ledger.id] : ledger.id;
  const ids = idParts.flatMap((pointer) => needed(fields.text(pointer), pointer) ?? []);
  const at = needed(fields.instant(ledger.at), ledger.at);
  const amount = needed(fields.amount(ledger.amount), ledger.amount);
  if (ids.length < idParts.length || at === undefined || amount === undefined) return undefined;
  const { description, reference } = ledger;
  const referred = reference === undefined ? undefined : fields.text(reference);
  return {
    id: ids.join(" "),
    type: amount === "0" ? "adjustment" : amount.startsWith("-") ? "debit" : "credit",
    meterId: ledger.meter,
    amount,
    description: (description === undefined ? undefined : fields.text(description)) ?? "",
    ...(referred === undefined ? {} : { reference: referred }),
    at,
  };
}
