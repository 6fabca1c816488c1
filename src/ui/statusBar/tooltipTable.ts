import type { Account } from "../../core/accounts/account.ts";
import { markOf } from "../../core/accounts/accountMark.ts";
import {
  type AccountStatus,
  displayedMeters,
  headlineMeter,
  isStatusStale,
  markedAccount,
} from "../../core/accounts/accountStatus.ts";
import { sparkline } from "../../core/history/sparkline.ts";
import { formatShort, hiddenAmount } from "../../core/money/formatAmount.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import type { RecentDays } from "../../services/recentUsage.ts";
import { commandIds } from "../context/ids.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { accountLevelText, localizeLabel, standingText } from "../text/labels.ts";
import { shortRunwayText } from "../text/runwayText.ts";
import { exactTimeText, shortAgeText, shortTimeText } from "../text/shortTimeText.ts";
import type { TextContext } from "../text/textContext.ts";
import { markIcons } from "./markIcons.ts";
import { cell, commandLink, nameCell, unbreakable } from "./tooltipMarkdown.ts";

/** What the table needs of an account besides its status. */
export interface TooltipDetails {
  readonly usageOf: (accountId: string) => RecentDays | undefined;
  /** Whether a page is known on which the account can be topped up. */
  readonly hasTopUpPage: (status: AccountStatus) => boolean;
  /** The fields of the status bar's template that do not exist. */
  readonly unknownFields: readonly string[];
}

/** More meters are only counted, to keep the hover short. */
const maxMeterRows = 6;
const indent = "&nbsp;&nbsp;&nbsp;";

type Row = readonly [name: string, left: string, lasts: string, next: string];

/**
 * A table of accounts: for each its name, what is left, how long that lasts and what comes next; below it what was used
 * in the last days, its level and age, and its actions; then its meters if it has several. VS Code cuts what is wider than
 * 500 pixels.
 */
export function tooltipTable(
  statuses: readonly AccountStatus[],
  details: TooltipDetails,
  textContext: TextContext,
): string {
  const rows = statuses.flatMap((status) => [
    accountRow(status, textContext),
    secondRow(status, details, textContext),
    ...meterRows(status, textContext),
  ]);
  const hasForecast = statuses.some(({ runway }) => runway && runway.kind !== "notEnoughData");
  const hasNext = rows.some(([, , , next]) => next !== "");
  const head: Row = [
    l10n.t("Account"),
    cell(l10n.t("Left")),
    hasForecast ? cell(l10n.t("Lasts")) : "",
    cell(l10n.t("Next")),
  ];
  const line = (row: Row) => tableRow(hasNext ? row : row.slice(0, 3));
  return [line(head), hasNext ? "|:--|--:|:--|:--|" : "|:--|--:|:--|", ...rows.map(line)].join("\n");
}

/** A gap before each column but the first, because a table in a hover has no cell padding. */
function tableRow([name = "", ...cells]: readonly string[]): string {
  return `| ${[name, ...cells.map((text) => `&nbsp;&nbsp;${text}`)].join(" | ")} |`;
}

const maxAmountLength = 22;

/** A longer amount than usual may have its unit on a line of its own; names wrap before that. */
function amountCell(amount: string): string {
  return cell(amount.length > maxAmountLength ? amount : unbreakable(amount));
}

function accountRow(status: AccountStatus, textContext: TextContext): Row {
  const { account, runway } = status;
  const meter = headlineMeter(status);
  const icon = markIcons[markOf(markedAccount(status, textContext.nowMs))];
  const left = meter ? amountWithUnit(meter.remaining, meter.unit, textContext) : "–";
  const lasts = runway && runway.kind !== "notEnoughData" ? shortRunwayText(runway, textContext) : "";
  return [
    `${icon} ${commandLink(nameCell(account.label), commandIds.openPanel, account.id)}`,
    amountCell(left),
    cell(unbreakable(lasts)),
    nextCell(status, textContext),
  ];
}

function secondRow(status: AccountStatus, details: TooltipDetails, textContext: TextContext): Row {
  const { account, failure, reading } = status;
  const level = accountLevelText(markedAccount(status, textContext.nowMs));
  const isStale = reading !== undefined && isStatusStale(status, textContext.nowMs);
  const age = reading ? unbreakable(shortAgeText(reading.readAtMs, textContext)) : "";
  const needsKey = failure !== undefined && needsUserAction(failure.kind);
  const actions = [
    commandLink("$(refresh)", commandIds.refresh, account.id, l10n.t("Refresh")),
    ...(needsKey ? [commandLink("$(key)", commandIds.enterKey, account.id, l10n.t("Enter key"))] : []),
    ...(details.hasTopUpPage(status)
      ? [commandLink("$(credit-card)", commandIds.openTopUp, account.id, l10n.t("Top up"))]
      : []),
  ];
  return [
    `${indent}${usageText(status, details.usageOf(account.id), textContext)}`,
    `${cell(level)}${age === "" ? "" : ` · ${isStale ? "$(history)&nbsp;" : ""}${cell(age)}`}`,
    actions.join("&nbsp;&nbsp;"),
    "",
  ];
}

/** "▁▂▁▅▃▁▂ 34 today"; without today's part when today was not read yet, and nothing without a history. */
function usageText(status: AccountStatus, recent: RecentDays | undefined, textContext: TextContext): string {
  const unit = headlineMeter(status)?.unit;
  if (!recent || !unit) return "";
  const { days, today } = recent;
  const chart = days.length > 1 ? sparkline(days.map(({ consumed }) => Number(consumed))) : "";
  if (!today) return cell(chart);
  const { hideAmounts, locale } = textContext;
  const amount = hideAmounts ? hiddenAmount : formatShort(today.consumed, unit, locale);
  return [chart, unbreakable(l10n.t("{0} today", amount))]
    .filter((part) => part !== "")
    .map(cell)
    .join(" ");
}

/** The meters of an account that has several. */
function meterRows(status: AccountStatus, textContext: TextContext): readonly Row[] {
  const { account } = status;
  const meters = displayedMeters(status);
  if (meters.length < 2) return [];
  const rows = meters
    .slice(0, maxMeterRows)
    .map(
      ({ meter, standing }): Row => [
        `${indent}${nameCell(localizeLabel(meter.label))}`,
        amountCell(amountWithUnit(meter.remaining, meter.unit, textContext)),
        standing ? cell(standingText(standing)) : "",
        instantCell(account, resetText(meter, textContext), meter.resetsAt, textContext),
      ],
    );
  const restCount = meters.length - rows.length;
  return restCount === 0
    ? rows
    : [...rows, [`${indent}${cell(l10n.t("and {0} more", restCount))}`, "", "", ""]];
}

/** What comes next for the account: a reset, or the end of its credits or subscription. */
function nextCell(status: AccountStatus, textContext: TextContext): string {
  const { account, reading } = status;
  const meter = headlineMeter(status);
  if (meter?.resetsAt !== undefined) {
    return instantCell(account, resetText(meter, textContext), meter.resetsAt, textContext);
  }
  const expiresAt = reading?.snapshot.expiresAt;
  if (expiresAt === undefined) return "";
  const expiresAtMs = Date.parse(expiresAt);
  const time = unbreakable(shortTimeText(expiresAtMs, textContext));
  const text = expiresAtMs <= textContext.nowMs ? l10n.t("expired {0}", time) : l10n.t("expires {0}", time);
  return instantCell(account, text, expiresAt, textContext);
}

/** Short words for an instant; the exact one is shown with the pointer over them. A link, because only those have titles. */
function instantCell(
  { id }: Account,
  text: string,
  instant: string | undefined,
  textContext: TextContext,
): string {
  if (text === "" || instant === undefined) return "";
  return commandLink(
    cell(unbreakable(text)),
    commandIds.openPanel,
    id,
    exactTimeText(Date.parse(instant), textContext),
  );
}

/** Empty for a date that has passed: a note below the table says so. */
function resetText({ resetsAt }: MeterReading, textContext: TextContext): string {
  if (resetsAt === undefined || Date.parse(resetsAt) <= textContext.nowMs) return "";
  return l10n.t("resets {0}", unbreakable(shortTimeText(Date.parse(resetsAt), textContext)));
}
