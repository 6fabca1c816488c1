import { html, nothing, type TemplateResult } from "lit";
import {
  type KnownBalance,
  type MeterStatement,
  type StatementLabel,
  type StatementSection,
  shortened,
  statementSections,
  toldAsOfMs,
} from "../../core/ledger/statement.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText, countText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText } from "../text/timeText.ts";

/** Epoch milliseconds; without them, all of the history. */
export interface StatementRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface StatementTableOptions {
  readonly range: StatementRange;
  /** All lines are listed. */
  readonly isExpanded: boolean;
  readonly onExpand: () => void;
}

const maxLines = 10;
const maxNameLength = 300;

/** The statement of one meter: what it began with, what came in and went out, and what it ended with. */
export function statementTable(
  context: ViewContext,
  meter: MeterStatement,
  { range, isExpanded, onExpand }: StatementTableOptions,
): TemplateResult {
  const { statement: strings, ledger } = context.strings;
  const name = context.account.meters.find(({ id }) => id === meter.meterId)?.label ?? meter.meterId;
  const lineCounts = statementSections.map((section) => meter[section].lines.length);
  const isCut = !isExpanded && lineCounts.some((count) => count > maxLines);
  const all = countText(
    context,
    lineCounts.reduce((sum, count) => sum + count, 0),
  );
  return html`<table>
      <caption><bdi>${name}</bdi></caption>
      <thead>
        <tr>
          <th scope="col"><span class="sr-only">${ledger.description}</span></th>
          <th scope="col" class="number">${strings.entries}</th>
          <th scope="col" class="number">${ledger.amount}</th>
        </tr>
      </thead>
      <tbody>${balanceRow(context, meter, strings.opening, meter.opening, range.fromMs)}</tbody>
      ${statementSections.map((section) => sectionRows(context, meter, section, isExpanded))}
      <tbody>${balanceRow(context, meter, strings.closing, meter.closing, range.toMs)}</tbody>
    </table>
    ${isCut ? html`<button type="button" class="link" @click=${onExpand}>${formatMessage(strings.showAll, all)}</button>` : nothing}`;
}

function balanceRow(
  context: ViewContext,
  { unit }: MeterStatement,
  name: string,
  balance: KnownBalance | undefined,
  atMs: number | undefined,
): TemplateResult {
  const { statement: strings } = context.strings;
  const asOfMs = balance && toldAsOfMs(balance, atMs, context.nowMs);
  const asOf =
    asOfMs === undefined
      ? nothing
      : html` <span class="dim">${formatMessage(strings.asOf, dateTimeText(context, asOfMs))}</span>`;
  return html`<tr class="balance">
    <th scope="row">${name}${asOf}</th>
    <td></td>
    <td class="number">${balance ? amountText(context, balance.amount, unit) : strings.unknown}</td>
  </tr>`;
}

function sectionRows(
  context: ViewContext,
  meter: MeterStatement,
  section: StatementSection,
  isExpanded: boolean,
): TemplateResult {
  const { statement: strings } = context.strings;
  const { total, entries, lines } = meter[section];
  const row = (
    name: string | TemplateResult,
    count: number,
    amount: typeof total,
    kind: string,
  ) => html`<tr class=${kind}>
    <th scope="row">${name}</th>
    <td class="number">${count === 0 ? "" : countText(context, count)}</td>
    <td class="number">${signedText(context, amount, meter.unit)}</td>
  </tr>`;
  return html`<tbody class=${section}>
    ${row(strings.sections[section], entries, total, "section")}
    ${(isExpanded ? lines : shortened(lines, maxLines)).map((line) =>
      row(lineName(context, line.label), line.entries, line.amount, "line"),
    )}
  </tbody>`;
}

function lineName({ strings }: ViewContext, label: StatementLabel): string | TemplateResult {
  if (!("text" in label)) return strings.statement.kinds[label.kind];
  return html`<bdi>${label.text.slice(0, maxNameLength).toWellFormed()}</bdi>`;
}
