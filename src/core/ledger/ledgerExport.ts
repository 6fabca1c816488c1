import type { Unit } from "../money/unit.ts";
import { csvRow, csvText } from "./csv.ts";
import type { LedgerEntry } from "./ledgerEntry.ts";

/** An entry with what it needs outside its account. */
export interface ExportEntry extends LedgerEntry {
  readonly account: string;
  readonly unit: string;
}

/** How entries become a file: what stands before, between and after them, and each one. */
export interface ExportFormat {
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  entry(entry: ExportEntry): string;
}

const columns = [
  "id",
  "account",
  "source",
  "type",
  "meter",
  "unit",
  "amount",
  "balance_after",
  "at",
  "description",
  "reference",
];

export const exportFormats = {
  csv: {
    // The mark tells spreadsheets that it is UTF-8.
    head: `\uFEFF${csvRow(columns)}`,
    separator: "",
    tail: "",
    // Amounts stay plain, a debit's minus included: they are numbers and no text.
    entry: (entry) =>
      csvRow([
        csvText(entry.id),
        csvText(entry.account),
        entry.source,
        entry.type,
        csvText(entry.meterId),
        entry.unit,
        entry.amount,
        entry.balanceAfter ?? "",
        entry.at,
        csvText(entry.description),
        csvText(entry.reference ?? ""),
      ]),
  },
  json: {
    head: "[",
    separator: ",",
    tail: "\n]\n",
    entry: (entry) => `\n${JSON.stringify(entry)}`,
  },
} satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

/** `credits`, `requests` or the currency's code. */
export function unitName({ kind, code }: Unit): string {
  return kind === "currency" ? (code ?? kind) : kind;
}
