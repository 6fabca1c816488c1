import { l10n, MarkdownString } from "vscode";
import { type AccountMark, markOf } from "../../core/accounts/accountMark.ts";
import {
  type AccountStatus,
  displayedMeters,
  headlineMeter,
  isStatusStale,
  markedAccount,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { commandIds } from "../context/ids.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { autoTopUpText } from "../text/autoTopUpText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { accountLevelText, localizeLabel, standingText } from "../text/labels.ts";
import { shortRunwayText } from "../text/runwayText.ts";
import { markdownText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

const markIcons = {
  ok: "$(pass)",
  low: "$(warning)",
  empty: "$(error)",
  unknown: "$(circle-large-outline)",
  needsUser: "$(key)",
  failing: "$(debug-disconnect)",
} satisfies Record<AccountMark, string>;

/** More meters are only counted, to keep the tooltip short. */
const maxMeterRows = 6;
const indent = "&nbsp;&nbsp;&nbsp;";

type TooltipAccounts = Pick<AccountViews, "shownStatuses">;

/** A table of all accounts, then their problems, then links to commands. */
export function createTooltip(accountViews: TooltipAccounts, textContext: TextContext): MarkdownString {
  const enabledCommands = [
    commandIds.refresh,
    commandIds.openPanel,
    commandIds.addAccount,
    commandIds.enterKey,
  ];
  const markdown = new MarkdownString("", true);
  markdown.isTrusted = { enabledCommands };
  const statuses = accountViews.shownStatuses();
  if (statuses.length > 0) {
    const runways = statuses.map(({ runway }) => runway);
    // The column takes no room until one account has a forecast.
    const hasRunway = runways.some((runway) => runway && runway.kind !== "notEnoughData");
    const rows = statuses.flatMap((status, index) => {
      const runway = runways[index];
      const runwayText = runway ? shortRunwayText(runway, textContext) : "";
      return [
        row(status, textContext, hasRunway ? runwayText : undefined),
        ...meterRows(status, textContext, hasRunway),
      ];
    });
    markdown.appendMarkdown(`${headerRow(hasRunway)}\n${rows.join("\n")}\n\n`);
    for (const status of statuses) markdown.appendMarkdown(accountNotes(status, textContext));
    markdown.appendMarkdown("---\n\n");
  }
  markdown.appendMarkdown(commandLinks(statuses.length > 0));
  return markdown;
}

function headerRow(hasRunway: boolean): string {
  const heads = [l10n.t("Account"), l10n.t("Left"), l10n.t("Level"), l10n.t("Read"), l10n.t("Next")];
  const more = hasRunway ? [l10n.t("Lasts")] : [];
  return `${tableRow([...heads, ...more])}\n|:--|--:|:--|:--|:--|${hasRunway ? ":--|" : ""}`;
}

function row(status: AccountStatus, textContext: TextContext, runwayText: string | undefined): string {
  const marked = markedAccount(status, textContext.nowMs);
  const meter = headlineMeter(status);
  const left = meter ? amountWithUnit(meter.remaining, meter.unit, textContext) : "–";
  const cells = [
    accountLink(status),
    markdownText(left),
    `${markIcons[markOf(marked)]} ${accountLevelText(marked)}`,
    ageText(status, textContext),
    markdownText(nextText(status, textContext)),
    ...(runwayText === undefined ? [] : [markdownText(runwayText)]),
  ];
  return tableRow(cells);
}

/** The meters of an account that has several, in rows below its own. */
function meterRows(status: AccountStatus, textContext: TextContext, hasRunway: boolean): string[] {
  const meters = displayedMeters(status);
  if (meters.length < 2) return [];
  const subRow = (name: string, left = "", standing = "", next = "") =>
    tableRow([`${indent}${name}`, left, standing, "", next, ...(hasRunway ? [""] : [])]);
  const rows = meters
    .slice(0, maxMeterRows)
    .map(({ meter, standing }) =>
      subRow(
        markdownText(localizeLabel(meter.label), 32),
        markdownText(amountWithUnit(meter.remaining, meter.unit, textContext)),
        standing && standingText(standing),
        markdownText(resetText(meter.resetsAt, textContext)),
      ),
    );
  const restCount = meters.length - rows.length;
  return restCount === 0 ? rows : [...rows, subRow(l10n.t("and {0} more", restCount))];
}

function resetText(resetsAt: string | undefined, textContext: TextContext): string {
  if (resetsAt === undefined) return "";
  const resetsAtMs = Date.parse(resetsAt);
  const time = formatCalendarTime(resetsAtMs, textContext);
  return resetsAtMs <= textContext.nowMs ? l10n.t("was to reset {0}", time) : l10n.t("resets {0}", time);
}

/** A link that opens the panel on the account. */
function accountLink({ account: { id, label } }: AccountStatus): string {
  const argument = encodeURIComponent(JSON.stringify({ accountId: id }));
  return `[${markdownText(label, 32)}](command:${commandIds.openPanel}?${argument})`;
}

/** Only the first cell, the label, may wrap. The others get a gap, because a table in a hover has no cell padding. */
function tableRow([label = "", ...cells]: readonly string[]): string {
  const spaced = cells.map((cell) => `&nbsp;&nbsp;${cell.replaceAll(" ", "&nbsp;")}`);
  return `| ${[label, ...spaced].join(" | ")} |`;
}

function ageText(status: AccountStatus, textContext: TextContext): string {
  if (!status.reading) return "–";
  const age = formatCalendarTime(status.reading.readAtMs, textContext);
  return isStatusStale(status, textContext.nowMs) ? `$(history) ${age}` : age;
}

/** What comes next for the account: a reset, or the end of its credits or subscription. */
function nextText(status: AccountStatus, textContext: TextContext): string {
  const { nowMs } = textContext;
  const resetsAt = headlineMeter(status)?.resetsAt;
  if (resetsAt !== undefined) return resetText(resetsAt, textContext);
  const expiresAt = status.reading?.snapshot.expiresAt;
  if (expiresAt === undefined) return "";
  const age = formatCalendarTime(Date.parse(expiresAt), textContext);
  return Date.parse(expiresAt) <= nowMs ? l10n.t("expired {0}", age) : l10n.t("expires {0}", age);
}

function enterKeyLink(accountId: string): string {
  const argument = encodeURIComponent(JSON.stringify({ accountId }));
  return `[$(key) ${l10n.t("Enter key")}](command:${commandIds.enterKey}?${argument})`;
}

function accountNotes(status: AccountStatus, textContext: TextContext): string {
  const { account, failure, reading } = status;
  const lines: string[] = [];
  if (reading && withDisplayedMeters(reading.snapshot, account).isBlocked) {
    lines.push(`$(circle-slash) ${l10n.t("the provider is refusing requests")}`);
  }
  const note = autoTopUpText(status, textContext);
  if (note !== "") lines.push(`$(info) ${markdownText(note)}`);
  if (failure) {
    const { message } = failureMessage(failure, textContext);
    const enterKey = needsUserAction(failure.kind) ? ` ${enterKeyLink(account.id)}` : "";
    lines.push(`$(info) ${markdownText(message, 400)}${enterKey}`);
  }
  return lines.map((line) => `**${markdownText(account.label, 40)}** ${line}\n\n`).join("");
}

function commandLinks(hasAccounts: boolean): string {
  const add = `[$(add) ${l10n.t("Add account")}](command:${commandIds.addAccount})`;
  if (!hasAccounts) return add;
  return [
    `[$(refresh) ${l10n.t("Refresh")}](command:${commandIds.refresh})`,
    `[$(credit-card) ${l10n.t("Open panel")}](command:${commandIds.openPanel})`,
    add,
  ].join("&nbsp;&nbsp;&nbsp;");
}
