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
import type { StatusBarChoice, StatusBarSettings } from "../../services/common/settings.ts";
import { ageText } from "../text/ageText.ts";
import { amountWithUnit, shortRemainingText } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { accountLevelText, localizeLabel } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/** What one status bar item shows. */
export interface StatusBarView {
  readonly text: string;
  /** For screen readers: account, amount, unit, level and age in words. */
  readonly accessibleLabel: string;
  readonly background?: "warning" | "error";
  /** The account that a click opens; absent while there is no account. */
  readonly accountId?: string;
}

/** Which accounts are shown, and how. `render` puts one into words by the user's template. */
export interface StatusBarLook extends Pick<StatusBarSettings, "show" | "itemPerAccount"> {
  readonly render?: (status: AccountStatus, textContext: TextContext) => string;
  /** The template has an icon for each account, and needs none before all. */
  readonly hasIcons?: boolean;
}

const labelLength = 24;
const meterLength = 16;
/** VS Code gives an item 40 % of the window's width and cuts what is longer: about this on a screen of 1,280 pixels. */
const maxVisibleLength = 80;

/** The content of the status bar item, or of several: never none. */
export function statusBarViews(
  statuses: readonly AccountStatus[],
  look: StatusBarLook,
  textContext: TextContext,
): readonly [StatusBarView, ...StatusBarView[]] {
  const shown = selectStatuses(statuses, look.show, textContext.nowMs);
  const [first, ...others] = look.itemPerAccount ? shown.map((status) => [status]) : [shown];
  return [viewOf(first ?? [], look, textContext), ...others.map((one) => viewOf(one, look, textContext))];
}

function viewOf(
  shown: readonly AccountStatus[],
  look: StatusBarLook,
  textContext: TextContext,
): StatusBarView {
  const [first] = sortBySeverity(shown, textContext.nowMs);
  if (!first) {
    const text = l10n.t("Credit Monitor: add account");
    return { text: `$(credit-card) ${text}`, accessibleLabel: l10n.t("Credit Monitor: add an account") };
  }
  const background = backgroundOf(shown, textContext.nowMs);
  const render = look.render ?? itemText;
  // While an account is read, the icon turns.
  const icon = shown.some(({ isReading }) => isReading) ? "$(loading~spin) " : "$(credit-card) ";
  const text = fittingText(shown.map((status) => render(status, textContext)));
  return {
    text: look.hasIcons ? text : `${icon}${text}`,
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
  const textOf = (count: number) => {
    const more = texts.length - count;
    return [...texts.slice(0, count), ...(more === 0 ? [] : [`+${more}`])].join(" · ");
  };
  let count = texts.length;
  while (count > 1 && visibleLength(textOf(count)) > maxVisibleLength) count -= 1;
  return textOf(count);
}

/** In widths of a Latin letter: an icon and a character of East Asian scripts have two. */
function visibleLength(text: string): number {
  const letters = text.replaceAll(/\$\([\w~-]+\)/g, "__");
  return (
    letters.length +
    [...letters.matchAll(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)].length
  );
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
