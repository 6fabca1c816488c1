import type { Unit } from "../money/unit.ts";
import type { LedgerEntry } from "./ledgerEntry.ts";

/** Spreadsheets read a text that begins with one of these characters as a formula. */
const formulaStart = /^[=+\-@\t\r]/;

/** A text cell: never a formula, and quoted where RFC 4180 requires it. */
export function csvText(text: string): string {
  return quoteCsv(formulaStart.test(text) ? `'${text}` : text);
}

/** A row of cells that need no further quoting, with the line end of RFC 4180. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.join(",")}\r\n`;
}

function quoteCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An entry with its account and unit, which a file needs. */
export interface ExportEntry extends LedgerEntry {
  readonly account: string;
  readonly unit: string;
}

/** A file format: the texts before, between and after the entries, and each entry. */
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
    // The byte order mark tells spreadsheets that the file is UTF-8.
    head: `\uFEFF${csvRow(columns)}`,
    separator: "",
    tail: "",
    // Amounts are numbers, not text: a debit keeps its plain minus.
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
