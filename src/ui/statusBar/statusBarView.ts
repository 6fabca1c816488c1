import { l10n } from "vscode";
import {
  type AccountStatus,
  headlineMeter,
  isKeyElsewhere,
  isPeriodOver,
  isStatusStale,
  judgedSnapshot,
  markedAccount,
  statusLevel,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { needsAttention } from "../../core/accounts/needsAttention.ts";
import { decidingMeters } from "../../core/accounts/pools.ts";
import { sortBySeverity } from "../../core/accounts/sortBySeverity.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { StatusBarChoice } from "../../services/common/settings.ts";
import { ageText } from "../text/ageText.ts";
import { amountWithUnit, shortRemainingText } from "../text/amountText.ts";
import { accountLevelText, localizeLabel } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/** What the status bar item shows. */
export interface StatusBarView {
  readonly text: string;
  /** For screen readers: account, amount, unit, level and age in words. */
  readonly accessibleLabel: string;
  readonly background?: "warning" | "error";
  /** The account that a click opens; absent while there is no account. */
  readonly accountId?: string;
}

const labelLength = 24;
const meterLength = 16;
/** VS Code gives an item 40 % of the window's width and cuts what is longer: about this on a screen of 1,440 pixels. */
const maxVisibleLength = 80;

/** The content of the status bar item for these statuses. */
export function statusBarView(
  statuses: readonly AccountStatus[],
  choice: StatusBarChoice,
  textContext: TextContext,
): StatusBarView {
  const shown = selectStatuses(statuses, choice, textContext.nowMs);
  const [first] = sortBySeverity(shown, textContext.nowMs);
  if (!first) {
    const text = l10n.t("Add account");
    return { text: `$(credit-card) ${text}`, accessibleLabel: l10n.t("Credit Monitor: add an account") };
  }
  const background = backgroundOf(shown, textContext.nowMs);
  return {
    text: `$(credit-card) ${fittingText(shown.map((status) => itemText(status, textContext)))}`,
    accessibleLabel: shown.map((status) => accessibleText(status, textContext)).join("; "),
    ...(background ? { background } : {}),
    accountId: first.account.id,
  };
}

function selectStatuses(
  statuses: readonly AccountStatus[],
  choice: StatusBarChoice,
  nowMs: number,
): readonly AccountStatus[] {
  if (choice === "all") return troubledFirst(statuses, nowMs);
  const pinned = choice === "pinned" ? statuses.filter(({ account }) => account.pinned) : [];
  return pinned.length > 0 ? pinned : sortBySeverity(statuses, nowMs).slice(0, 1);
}

/** Accounts that need attention, the most severe first, then the others in the order of the settings. */
function troubledFirst(statuses: readonly AccountStatus[], nowMs: number): readonly AccountStatus[] {
  const troubled = sortBySeverity(
    statuses.filter((status) => needsAttention(status, nowMs)),
    nowMs,
  );
  const others = statuses.filter((status) => !troubled.includes(status));
  const elsewhere = others.filter(isKeyElsewhere);
  return [...troubled, ...others.filter((status) => !elsewhere.includes(status)), ...elsewhere];
}

/** Not for an account whose key is on another machine: it is no trouble here. */
function isUserNeeded(status: AccountStatus): boolean {
  return status.failure !== undefined && needsUserAction(status.failure.kind) && !isKeyElsewhere(status);
}

/** As many as VS Code shows without cutting the item, and how many more there are: `Poof 3,766 · Depicta €12 · +3`. */
function fittingText(texts: readonly string[]): string {
  const visibleLength = (count: number) =>
    texts
      .slice(0, count)
      .join(" · ")
      .replaceAll(/\$\([\w-]+\)/g, "__").length;
  let count = texts.length;
  while (count > 1 && visibleLength(count) > maxVisibleLength) count -= 1;
  const more = texts.length - count;
  return [...texts.slice(0, count), ...(more === 0 ? [] : [`+${more}`])].join(" · ");
}

/** The last good amount, with an icon while it is stale. */
function itemText(status: AccountStatus, textContext: TextContext): string {
  const label = labelText(status.account.label, labelLength);
  const meter = meterLabel(status);
  const { nowMs } = textContext;
  const hasStaleIcon =
    status.reading !== undefined && (isStatusStale(status, nowMs) || isPeriodOver(status, nowMs));
  const amount = shortRemainingText(status, textContext);
  const words = [label, ...(meter === undefined ? [] : [labelText(meter, meterLength)]), amount];
  return `${words.join(" ")}${hasStaleIcon ? " $(history)" : ""}`;
}

/**
 * The name of the headline meter where more than one decides. The first pool needs none while it pays: it is what the
 * account's amount usually is.
 */
function meterLabel({ reading, account }: AccountStatus): string | undefined {
  if (!reading) return undefined;
  const [headline] = withDisplayedMeters(reading.snapshot, account).meters;
  const [first, ...others] = decidingMeters(judgedSnapshot(reading.snapshot, account).meters);
  const isUsual = headline === first && headline.role !== "limit";
  return others.length === 0 || isUsual ? undefined : localizeLabel(headline.label);
}

function accessibleText(status: AccountStatus, textContext: TextContext): string {
  const label = sanitizeText(status.account.label);
  const meter = headlineMeter(status);
  const level = accountLevelText(markedAccount(status, textContext.nowMs));
  if (!meter || !status.reading) return l10n.t("{0}: not read yet, {1}", label, level);
  const age = ageText(status.reading.readAtMs, textContext);
  const name = meterLabel(status);
  const subject = name === undefined ? label : l10n.t("{0}, {1}", label, name);
  const left = amountWithUnit(meter.remaining, meter.unit, textContext);
  return isStatusStale(status, textContext.nowMs)
    ? l10n.t("{0}: {1} left, {2}, stale, read {3}", subject, left, level, age)
    : l10n.t("{0}: {1} left, {2}, read {3}", subject, left, level, age);
}

/** Red for an empty or blocked account; yellow for a low one, or for a key that only the user can replace. */
function backgroundOf(shown: readonly AccountStatus[], nowMs: number): StatusBarView["background"] {
  const levels = shown.map((status) => statusLevel(status, nowMs));
  if (levels.includes("empty")) return "error";
  const needsKey = shown.some(isUserNeeded);
  return levels.includes("low") || needsKey ? "warning" : undefined;
}
