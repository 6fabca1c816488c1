import { MarkdownString } from "vscode";
import {
  type AccountStatus,
  isPeriodOver,
  judgedSnapshot,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { sortBySeverity } from "../../core/accounts/sortBySeverity.ts";
import { metersWithThreshold } from "../../core/accounts/thresholds.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import { hasPeriodEnded } from "../../core/readings/periodEnd.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { commandIds } from "../context/ids.ts";
import { autoTopUpText } from "../text/autoTopUpText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { markdownText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";
import { templateFieldNames } from "./templateFields.ts";
import { commandLink } from "./tooltipMarkdown.ts";
import { type TooltipDetails, tooltipTable } from "./tooltipTable.ts";

/** More accounts are only counted. */
const maxAccounts = 15;

/** Of the tooltip that has no account yet. */
const firstCommands = [commandIds.addAccount, commandIds.importKeys, commandIds.trySample];

const enabledCommands = [
  commandIds.refresh,
  commandIds.openPanel,
  commandIds.addAccount,
  commandIds.enterKey,
  commandIds.openTopUp,
];

/** A table of all accounts in the order of their need, then what is wrong with them, then links to commands. */
export function createTooltip(
  accounts: readonly AccountStatus[],
  details: TooltipDetails,
  textContext: TextContext,
): MarkdownString {
  const markdown = new MarkdownString("", true);
  const statuses = sortBySeverity(accounts, textContext.nowMs);
  markdown.isTrusted = { enabledCommands: statuses.length > 0 ? enabledCommands : firstCommands };
  markdown.appendMarkdown(templateNote(details.unknownFields));
  if (statuses.length === 0) return markdown.appendMarkdown(welcome());
  const shown = statuses.slice(0, maxAccounts);
  markdown.appendMarkdown(`${tooltipTable(shown, details, textContext)}\n\n`);
  const restCount = statuses.length - shown.length;
  if (restCount > 0) markdown.appendMarkdown(`${markdownText(l10n.t("and {0} more", restCount))}\n\n`);
  for (const status of shown) markdown.appendMarkdown(accountNotes(status, textContext));
  return markdown.appendMarkdown(`---\n\n${commandLinks()}`);
}

/** Names what the user's template has that does not exist. */
function templateNote(unknownFields: readonly string[]): string {
  if (unknownFields.length === 0) return "";
  const note = l10n.t(
    "The status bar template has unknown fields: {0}. Known fields: {1}.",
    unknownFields.join(", "),
    templateFieldNames,
  );
  return `$(warning) ${markdownText(note, 400)}\n\n`;
}

/** What is wrong with an account, each in a line that names it once. */
function accountNotes(status: AccountStatus, textContext: TextContext): string {
  const { account, failure, reading } = status;
  const lines: string[] = [];
  if (reading && withDisplayedMeters(reading.snapshot, account).isBlocked) {
    lines.push(`$(circle-slash) ${l10n.t("the provider is refusing requests")}`);
  }
  const note = autoTopUpText(status, textContext);
  if (note !== "") lines.push(`$(info) ${markdownText(note)}`);
  const over = periodOverText(status, textContext);
  if (over !== "") lines.push(`$(history) ${markdownText(over, 400)}`);
  if (failure) {
    const { message } = failureMessage(failure, textContext);
    const isKeyWanted = needsUserAction(failure.kind);
    const enterKey = isKeyWanted
      ? ` ${commandLink(`$(key) ${l10n.t("Enter key")}`, commandIds.enterKey, account.id)}`
      : "";
    lines.push(`$(${isKeyWanted ? "key" : "debug-disconnect"}) ${markdownText(message, 400)}${enterKey}`);
  }
  return lines.map((line) => `**${markdownText(account.label, 40)}** ${line}\n\n`).join("");
}

/** Says which period has ended since the reading; empty while none has. */
function periodOverText(status: AccountStatus, textContext: TextContext): string {
  const { account, reading } = status;
  if (!reading || !isPeriodOver(status, textContext.nowMs)) return "";
  const snapshot = judgedSnapshot(reading.snapshot, account);
  const over = metersWithThreshold(snapshot, account.low).find(({ meter }) =>
    hasPeriodEnded(meter, reading.readAtMs, textContext.nowMs),
  );
  if (over?.meter.resetsAt === undefined) return "";
  return l10n.t(
    "{0} was to reset {1} and has not been read since.",
    l10n.t("“{0}”", localizeLabel(over.meter.label)),
    formatCalendarTime(Date.parse(over.meter.resetsAt), textContext),
  );
}

/** What this is for, and the ways to begin. */
function welcome(): string {
  const purpose = l10n.t(
    "See what is left on your metered APIs before a batch runs dry. Keys stay in VS Code's secret storage.",
  );
  return [
    `${markdownText(purpose, 400)}\n\n[$(add) ${l10n.t("Add account")}](command:${commandIds.addAccount})`,
    `[$(key) ${l10n.t("Import keys")}](command:${commandIds.importKeys})`,
    `[$(beaker) ${l10n.t("Try with sample accounts")}](command:${commandIds.trySample})`,
  ].join("&nbsp;&nbsp;&nbsp;");
}

function commandLinks(): string {
  return [
    `[$(refresh) ${l10n.t("Refresh")}](command:${commandIds.refresh})`,
    `[$(credit-card) ${l10n.t("Open panel")}](command:${commandIds.openPanel})`,
    `[$(add) ${l10n.t("Add account")}](command:${commandIds.addAccount})`,
  ].join("&nbsp;&nbsp;&nbsp;");
}
