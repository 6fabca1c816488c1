import { csvRow, csvText, unitName } from "../../core/ledger/ledgerExport.ts";
import { type KnownBalance, statementSections } from "../../core/ledger/statement.ts";
import { instantOf } from "../../core/time/instant.ts";
import type { StatementStrings } from "../../protocol/ledgerStrings.ts";
import type { AccountStatement, NamedMeterStatement } from "./accountStatement.ts";
import { lineName } from "./statementMarkdown.ts";

const columns = ["account", "meter", "unit", "section", "description", "entries", "amount", "as_of"];

/**
 * A statement as CSV, with all of its lines. The amounts from `opening` to `unexplained` add up to `closing`; an unknown
 * balance is an empty cell.
 */
export function statementCsv(statement: AccountStatement, strings: StatementStrings): string {
  // The byte order mark tells spreadsheets that the file is UTF-8.
  return `\uFEFF${csvRow(columns)}${statement.meters.map((meter) => meterRows(statement, meter, strings)).join("")}`;
}

function meterRows(
  { accountId }: AccountStatement,
  meter: NamedMeterStatement,
  strings: StatementStrings,
): string {
  const row = (section: string, description: string, entries: string, amount: string, asOf = "") =>
    csvRow([
      csvText(accountId),
      csvText(meter.meterId),
      csvText(unitName(meter.unit)),
      section,
      csvText(description),
      entries,
      amount,
      asOf,
    ]);
  const balance = (section: string, name: string, known: KnownBalance | undefined) =>
    row(section, name, "", known?.amount ?? "", known && instantOf(known.asOfMs));
  return [
    balance("opening", strings.opening, meter.opening),
    ...statementSections.flatMap((section) =>
      meter[section].lines.map(({ label, amount, entries }) =>
        row(section, lineName(label, strings), String(entries), amount),
      ),
    ),
    balance("closing", strings.closing, meter.closing),
  ].join("");
}
