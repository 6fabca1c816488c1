import { fillPlaceholders } from "../../core/common/fillPlaceholders.ts";
import { numberFormat } from "../../core/common/intlFormats.ts";
import {
  type KnownBalance,
  type MeterStatement,
  type StatementGroup,
  type StatementLabel,
  shortened,
  statementSections,
  toldAsOfMs,
} from "../../core/ledger/statement.ts";
import { formatExact, formatSigned } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { StatementStrings } from "../../protocol/ledgerStrings.ts";
import { markdownText, sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";
import type { AccountStatement, NamedMeterStatement } from "./accountStatement.ts";
import {
  ledgerStateText,
  type StatementWords,
  statementPeriodText,
  statementTimeText,
} from "./statementTexts.ts";

/** A table longer than this is no statement that a person reads; the CSV has all lines. */
const maxLines = 50;

/** A statement as Markdown: a table for each meter, with every digit. */
export function statementMarkdown(
  statement: AccountStatement,
  context: TextContext,
  { statement: strings, syncReasons }: StatementWords,
): string {
  const meters = statement.meters.map((meter) => meterTable(meter, statement, strings, context));
  const parts = [
    `# ${strings.title}: ${markdownText(statement.label)}`,
    `${markdownText(statementPeriodText(statement, context))}\n${markdownText(ledgerStateText(statement.sync, { statement: strings, syncReasons }, context), 400)}`,
    ...(meters.length > 0 ? meters : [strings.nothingKnown]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function meterTable(
  meter: NamedMeterStatement,
  { fromMs, toMs }: AccountStatement,
  strings: StatementStrings,
  context: TextContext,
): string {
  const { unit } = meter;
  const balanceRow = (name: string, balance: KnownBalance | undefined, atMs: number | undefined) => {
    const asOfMs = balance && toldAsOfMs(balance, atMs, context.nowMs);
    const when =
      asOfMs === undefined
        ? ""
        : ` (${fillPlaceholders(strings.asOf, [statementTimeText(asOfMs, context)])})`;
    const amount = balance ? formatExact(balance.amount, unit, context.locale) : strings.unknown;
    return row(`**${name}**${markdownText(when)}`.trim(), "", `**${markdownText(amount, 200)}**`);
  };
  return [
    `## ${markdownText(meter.name)}`,
    "",
    row("", strings.entries, unitHeading(unit)),
    "|---|--:|--:|",
    balanceRow(strings.opening, meter.opening, fromMs),
    ...statementSections.flatMap((section) =>
      sectionRows(strings.sections[section], meter[section], meter, strings, context),
    ),
    balanceRow(strings.closing, meter.closing, toMs),
  ].join("\n");
}

function sectionRows(
  name: string,
  { total, entries, lines }: StatementGroup,
  { unit }: MeterStatement,
  strings: StatementStrings,
  { locale }: TextContext,
): readonly string[] {
  const amountOf = (amount: StatementGroup["total"]) => markdownText(formatSigned(amount, unit, locale), 200);
  const count = (number: number) => (number === 0 ? "" : numberFormat(locale).format(number));
  return [
    row(`**${name}**`, count(entries), `**${amountOf(total)}**`),
    ...shortened(lines, maxLines).map((line) =>
      row(markdownText(lineName(line.label, strings), 200), count(line.entries), amountOf(line.amount)),
    ),
  ];
}

/** What a line is called: the provider's text, or why it was observed. */
export function lineName(label: StatementLabel, strings: StatementStrings): string {
  return "text" in label ? sanitizeText(label.text, 200) : strings.kinds[label.kind];
}

function unitHeading({ kind, code }: Unit): string {
  return markdownText(code ?? kind);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
