import { l10n } from "vscode";
import {
  type AccountStatus,
  headlineMeter,
  isStatusStale,
  statusLevel,
} from "../../core/accounts/accountStatus.ts";
import { sortBySeverity } from "../../core/accounts/sortBySeverity.ts";
import { formatShort, hiddenAmount } from "../../core/money/formatAmount.ts";
import { needsUser } from "../../core/readings/failure.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { StatusBarChoice } from "../../services/common/settings.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { levelText } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/** What the status bar item shows. */
export interface StatusBarView {
  readonly text: string;
  /** For screen readers: account, amount, unit, level and age, spelled out. */
  readonly accessibleLabel: string;
  readonly background?: "warning" | "error";
  /** The account that a click opens; absent when there is none yet. */
  readonly accountId?: string;
}

const labelLength = 24;

/** The one status bar item as a function of what is known. */
export function statusBarView(
  statuses: readonly AccountStatus[],
  choice: StatusBarChoice,
  textContext: TextContext,
): StatusBarView {
  const shown = chosen(statuses, choice);
  const [first] = sortBySeverity(shown);
  if (!first) {
    const text = l10n.t("Add account");
    return { text: `$(credit-card) ${text}`, accessibleLabel: l10n.t("Credit Monitor: add an account") };
  }
  const background = backgroundOf(shown);
  return {
    text: `$(credit-card) ${shown.map((status) => shortText(status, textContext)).join(" · ")}`,
    accessibleLabel: shown.map((status) => spokenText(status, textContext)).join("; "),
    ...(background ? { background } : {}),
    accountId: first.account.id,
  };
}

function chosen(statuses: readonly AccountStatus[], choice: StatusBarChoice): readonly AccountStatus[] {
  if (choice === "all") return statuses;
  const pinned = choice === "pinned" ? statuses.filter(({ account }) => account.pinned) : [];
  return pinned.length > 0 ? pinned : sortBySeverity(statuses).slice(0, 1);
}

/** Last good value, marked while it is stale; a dash for what is not known. */
function shortText(status: AccountStatus, textContext: TextContext): string {
  const label = labelText(status.account.label, labelLength);
  const isMarked = status.reading !== undefined && isStatusStale(status, textContext.nowMs);
  return `${label} ${shortAmount(status, textContext)}${isMarked ? " $(history)" : ""}`;
}

/** What is left at a glance: a dash while it is unknown. */
export function shortAmount(status: AccountStatus, { locale, hideAmounts }: TextContext): string {
  const meter = headlineMeter(status);
  if (!meter) return "–";
  if (meter.remaining === null) return "∞";
  return hideAmounts ? hiddenAmount : formatShort(meter.remaining, meter.unit, locale);
}

function spokenText(status: AccountStatus, textContext: TextContext): string {
  const label = sanitizeText(status.account.label);
  const meter = headlineMeter(status);
  const level = levelText(statusLevel(status));
  if (!meter || !status.reading) return `${l10n.t("{0}: not read yet", label)}, ${level}`;
  const age = formatRelativeTime(status.reading.readAtMs, textContext.nowMs, textContext.locale);
  return l10n.t(
    "{0}: {1} left, {2}, read {3}",
    label,
    amountWithUnit(meter.remaining, meter.unit, textContext),
    [level, ...(isStatusStale(status, textContext.nowMs) ? [l10n.t("stale")] : [])].join(", "),
    age,
  );
}

/** Red is for nothing left or blocked; yellow for low, or a key that a person must see to. */
function backgroundOf(shown: readonly AccountStatus[]): StatusBarView["background"] {
  const levels = shown.map(statusLevel);
  if (levels.includes("empty")) return "error";
  const needsAct = shown.some(({ failure }) => failure !== undefined && needsUser(failure.kind));
  return levels.includes("low") || needsAct ? "warning" : undefined;
}
