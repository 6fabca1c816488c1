import { MarkdownString, ThemeColor, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from "vscode";
import { type AccountMark, markOf } from "../../core/accounts/accountMark.ts";
import {
  type AccountStatus,
  type DisplayedMeter,
  displayedMeters,
  headlineMeter,
  isStatusStale,
  markedAccount,
} from "../../core/accounts/accountStatus.ts";
import type { LinkKind } from "../../core/links.ts";
import { formatShort, hiddenAmount } from "../../core/money/formatAmount.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { minuteMs } from "../../core/time/durations.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { isSampleId } from "../../services/accounts/sampleId.ts";
import { commandIds } from "../context/ids.ts";
import { providerLinkKinds } from "../context/providerLinks.ts";
import { ageText } from "../text/ageText.ts";
import { amountWithUnit, shortRemainingText } from "../text/amountText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";
import { accountLevelText, localizeLabel, standingText } from "../text/labels.ts";
import { runwayText, shortRunwayText } from "../text/runwayText.ts";
import { markdownText, sanitizeText } from "../text/sanitizeText.ts";
import { shortAgeText } from "../text/shortTimeText.ts";
import type { TextContext } from "../text/textContext.ts";
import type { AccountNode } from "./accountsTree.lazy.ts";
import type { AccountsViewContext } from "./accountsView.ts";

const markIcons = {
  ok: new ThemeIcon("pass", new ThemeColor("charts.green")),
  low: new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
  empty: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  unknown: new ThemeIcon("circle-large-outline"),
  needsUser: new ThemeIcon("key", new ThemeColor("list.warningForeground")),
  failing: new ThemeIcon("debug-disconnect", new ThemeColor("list.warningForeground")),
} satisfies Record<AccountMark, ThemeIcon>;

/** A row of a provider, whose accounts are listed below it. */
export function providerItem(name: string, { providerId }: AccountNode & { kind: "provider" }): TreeItem {
  return {
    id: `provider ${providerId}`,
    label: sanitizeText(name),
    collapsibleState: TreeItemCollapsibleState.Expanded,
    contextValue: "provider",
  };
}

/** A row of an account: its state as an icon; after its name what is left, how long that lasts, and how old it is. */
export function accountItem(
  { accountViews, providerRegistry }: AccountsViewContext,
  status: AccountStatus,
  node: AccountNode & { kind: "account" },
): TreeItem {
  const { account } = status;
  const textContext = accountViews.textContext();
  const { runway } = status;
  const parts = [
    shortRemainingText(status, textContext),
    runway && runway.kind !== "notEnoughData" ? shortRunwayText(runway, textContext) : "",
    status.reading ? ageOf(status.reading.readAtMs, textContext) : "",
  ];
  const hasMeters = displayedMeters(status).length > 1;
  return {
    id: `account ${account.id}`,
    label: sanitizeText(account.label),
    description: parts.filter((part) => part !== "").join(" · "),
    iconPath: markIcons[markOf(markedAccount(status, textContext.nowMs))],
    collapsibleState: hasMeters ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    contextValue: contextValueOf(status, providerLinkKinds(providerRegistry.find(account.provider))),
    accessibilityInformation: { label: sentences(accountViews, status).join(" ") },
    command: { command: commandIds.openPanel, title: l10n.t("Open"), arguments: [node] },
  };
}

/** A row of one of several meters of an account. */
export function meterItem(
  { accountViews }: AccountsViewContext,
  { account }: AccountStatus,
  { meter, standing }: DisplayedMeter,
  node: AccountNode & { kind: "meter" },
): TreeItem {
  const textContext = accountViews.textContext();
  const label = localizeLabel(meter.label);
  const notes = [
    ...(standing === undefined ? [] : [standingText(standing)]),
    ...(meter.resetsAt === undefined ? [] : [resetText(Date.parse(meter.resetsAt), textContext)]),
  ];
  const exact = amountWithUnit(meter.remaining, meter.unit, textContext);
  return {
    id: `meter ${account.id} ${meter.id}`,
    label,
    description: [shortAmount(meter, textContext), ...notes].join(" · "),
    tooltip: `${label}: ${exact}`,
    collapsibleState: TreeItemCollapsibleState.None,
    contextValue: "meter",
    accessibilityInformation: { label: [l10n.t("{0}: {1} left", label, exact), ...notes].join(", ") },
    command: { command: commandIds.openPanel, title: l10n.t("Open"), arguments: [node] },
  };
}

/** The account in full, with exact amounts. */
export function accountTooltip({ accountViews }: AccountsViewContext, status: AccountStatus): MarkdownString {
  const lines = sentences(accountViews, status).map((sentence) => markdownText(sentence, 400));
  return new MarkdownString(lines.join("\n\n"));
}

/** What is known of an account, for a screen reader: its amount and level, how long it lasts, and what is wrong. */
function sentences(
  accountViews: AccountsViewContext["accountViews"],
  status: AccountStatus,
): readonly string[] {
  const { account, reading, failure, runway } = status;
  const textContext = accountViews.textContext();
  const label = sanitizeText(account.label);
  const meter = headlineMeter(status);
  const level = accountLevelText(markedAccount(status, textContext.nowMs));
  const left = meter && amountWithUnit(meter.remaining, meter.unit, textContext);
  const first =
    left === undefined || !reading
      ? l10n.t("{0}: not read yet, {1}", label, level)
      : isStatusStale(status, textContext.nowMs)
        ? l10n.t(
            "{0}: {1} left, {2}, stale, read {3}",
            label,
            left,
            level,
            ageText(reading.readAtMs, textContext),
          )
        : l10n.t("{0}: {1} left, {2}, read {3}", label, left, level, ageText(reading.readAtMs, textContext));
  return [
    l10n.t("{0}.", first),
    ...(meter && runway && runway.kind !== "notEnoughData"
      ? [runwayText(runway, meter.unit, textContext)]
      : []),
    ...(failure ? [failureMessage(failure, textContext).message] : []),
  ];
}

/** What the menus of the manifest ask for: `account`, and what applies to it. */
function contextValueOf({ account, failure }: AccountStatus, links: readonly LinkKind[]): string {
  const needsKey = failure !== undefined && needsUserAction(failure.kind);
  const words = ["account", needsKey ? "needsKey" : "", isSampleId(account.id) ? "sample" : "", ...links];
  return words.filter((word) => word !== "").join(" ");
}

function shortAmount({ remaining, unit }: MeterReading, { locale, hideAmounts }: TextContext): string {
  if (remaining === null) return "∞";
  return hideAmounts ? hiddenAmount : formatShort(remaining, unit, locale);
}

/** Nothing in the first minute, when the amount is current. */
function ageOf(atMs: number, textContext: TextContext): string {
  return textContext.nowMs - atMs < minuteMs ? "" : shortAgeText(atMs, textContext);
}

function resetText(resetsAtMs: number, textContext: TextContext): string {
  const time = formatCalendarTime(resetsAtMs, textContext);
  return resetsAtMs <= textContext.nowMs ? l10n.t("was to reset {0}", time) : l10n.t("resets {0}", time);
}
