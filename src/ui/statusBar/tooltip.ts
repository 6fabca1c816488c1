import { l10n, MarkdownString } from "vscode";
import type { Level } from "../../core/accounts/accountState.ts";
import {
  type AccountStatus,
  headlineMeter,
  isStatusStale,
  statusLevel,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { AccountViews, Forecasts } from "../accounts/accountViews.ts";
import { commandIds } from "../context/constants.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { levelText } from "../text/labels.ts";
import { runwayShort } from "../text/runwayText.ts";
import { markdownText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";
import { topUpNote } from "../text/topUpNote.ts";

const levelIcons = {
  ok: "$(pass)",
  low: "$(warning)",
  empty: "$(error)",
  unknown: "$(circle-large-outline)",
} satisfies Record<Level, string>;

type Shown = Pick<AccountViews, "statuses" | "providerName">;

/** Every account in a table, what is wrong with any of them, and links to act. */
export function tooltip(
  accounts: Shown,
  textContext: TextContext,
  runwayOf: Forecasts["runwayOf"],
): MarkdownString {
  const links = [commandIds.refresh, commandIds.openPanel, commandIds.addAccount];
  const markdown = new MarkdownString("", true);
  markdown.isTrusted = { enabledCommands: links };
  const statuses = accounts.statuses();
  if (statuses.length > 0) {
    const runways = statuses.map(runwayOf);
    // Until something is foretold there is nothing to make room for.
    const hasLasts = runways.some((runway) => runway && runway.kind !== "notEnoughData");
    const rows = statuses.map((status, index) => {
      const runway = runways[index];
      const lasts = runway ? runwayShort(runway, textContext) : "";
      return row(status, textContext, hasLasts ? lasts : undefined);
    });
    markdown.appendMarkdown(`${headRow(hasLasts)}\n${rows.join("\n")}\n\n`);
    for (const status of statuses) markdown.appendMarkdown(notes(status, accounts, textContext));
    markdown.appendMarkdown("---\n\n");
  }
  markdown.appendMarkdown(actions(statuses.length > 0));
  return markdown;
}

function headRow(hasLasts: boolean): string {
  const heads = [l10n.t("Account"), l10n.t("Left"), l10n.t("Level"), l10n.t("Read"), l10n.t("Next")];
  const more = hasLasts ? [l10n.t("Lasts")] : [];
  return `${tableRow([...heads, ...more])}\n|:--|--:|:--|:--|:--|${hasLasts ? ":--|" : ""}`;
}

function row(status: AccountStatus, textContext: TextContext, lasts: string | undefined): string {
  const level = statusLevel(status);
  const meter = headlineMeter(status);
  const left = meter ? amountWithUnit(meter.remaining, meter.unit, textContext) : "–";
  const cells = [
    accountLink(status),
    markdownText(left),
    `${levelIcons[level]} ${levelText(level)}`,
    ageText(status, textContext),
    markdownText(nextText(status, textContext)),
    ...(lasts === undefined ? [] : [markdownText(lasts)]),
  ];
  return tableRow(cells);
}

/** Opens the panel on the account. */
function accountLink({ account: { id, label } }: AccountStatus): string {
  const argument = encodeURIComponent(JSON.stringify({ accountId: id }));
  return `[${markdownText(label, 32)}](command:${commandIds.openPanel}?${argument})`;
}

/** Facts stay on one line and apart: a hover's table has no padding of its own. Only a label may break. */
function tableRow([label = "", ...facts]: readonly string[]): string {
  const apart = facts.map((fact) => `&nbsp;&nbsp;${fact.replaceAll(" ", "&nbsp;")}`);
  return `| ${[label, ...apart].join(" | ")} |`;
}

function ageText(status: AccountStatus, textContext: TextContext): string {
  if (!status.reading) return "–";
  const age = formatRelativeTime(status.reading.readAtMs, textContext.nowMs, textContext.locale);
  return isStatusStale(status, textContext.nowMs) ? `$(history) ${age}` : age;
}

/** The account's next turn: a reset, or the end of its credits or subscription. */
function nextText(status: AccountStatus, { locale, nowMs }: TextContext): string {
  const resetsAt = headlineMeter(status)?.resetsAt;
  if (resetsAt !== undefined)
    return l10n.t("resets {0}", formatRelativeTime(Date.parse(resetsAt), nowMs, locale));
  const expiresAt = status.reading?.snapshot.expiresAt;
  if (expiresAt === undefined) return "";
  const age = formatRelativeTime(Date.parse(expiresAt), nowMs, locale);
  return Date.parse(expiresAt) <= nowMs ? l10n.t("expired {0}", age) : l10n.t("expires {0}", age);
}

function notes(status: AccountStatus, accounts: Shown, textContext: TextContext): string {
  const { account, failure, reading } = status;
  const lines: string[] = [];
  if (reading && withDisplayedMeters(reading.snapshot, account).isBlocked) {
    lines.push(`$(circle-slash) ${l10n.t("the provider refuses work now")}`);
  }
  const note = topUpNote(status, textContext);
  if (note !== "") lines.push(`$(info) ${markdownText(note)}`);
  if (failure) {
    const { message } = failureMessage(failure, accounts.providerName(account.provider), textContext);
    lines.push(`$(info) ${markdownText(message, 400)}`);
  }
  return lines.map((line) => `**${markdownText(account.label, 40)}** ${line}\n\n`).join("");
}

function actions(hasAccounts: boolean): string {
  const add = `[$(add) ${l10n.t("Add account")}](command:${commandIds.addAccount})`;
  if (!hasAccounts) return add;
  return [
    `[$(refresh) ${l10n.t("Refresh")}](command:${commandIds.refresh})`,
    `[$(credit-card) ${l10n.t("Open panel")}](command:${commandIds.openPanel})`,
    add,
  ].join("&nbsp;&nbsp;&nbsp;");
}
