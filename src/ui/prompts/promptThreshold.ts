import type { Account, Threshold } from "../../core/accounts/account.ts";
import {
  type AccountStatus,
  displayedMeters,
  hasSeveralMeters,
  headlineMeter,
} from "../../core/accounts/accountStatus.ts";
import { findFloorError } from "../../core/accounts/floorOrder.ts";
import { floorsOf } from "../../core/accounts/thresholds.ts";
import { formatFloors, formatThreshold, parseFloorsText } from "../../core/accounts/thresholdText.ts";
import type { AmountStyle } from "../../core/money/typedAmount.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { amountStyle } from "../text/amountStyle.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { defaultWarningText } from "../text/lowWarningText.ts";
import { labelText, messageText, sanitizeText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";
import { showInputBox } from "./inputBox.ts";
import { showPick } from "./quickPick.ts";

type ThresholdContext = Pick<CommandContext, "accountList" | "accountViews">;

/** Asks below which amount or share an account is low, and saves it. False when the user cancels. */
export async function promptThreshold(context: ThresholdContext, account: Account): Promise<boolean> {
  const title = titleFor(account);
  const picked = await pickMeter(context, account, title);
  if (picked === undefined) return false;
  const { meterId, meter } = picked;
  const floors = floorsOf(account.low);
  const style = amountStyle(meter?.unit, context.accountViews.textContext());
  const saved = await showInputBox<true>({
    title,
    canGoBack: true,
    prompt: joinSentences(
      l10n.t(
        "Warn below an amount (100), a share of the limit or of the highest balance (10 %), or both (100, 10 %). Leave empty for the default.",
      ),
      l10n.t("Several warnings, the highest first: {0}", "50 %; 20 %; 5"),
    ),
    placeholder: "100, 10 %",
    value: formatFloors(floors.filter(isOf(meterId)), style),
    validate: (text) => floorsError(text, style),
    accept: async (text) => ({ value: await saveFloors(context, account, meterId, text, style) }),
  });
  return saved === true;
}

/**
 * The last question about an account that was just added: below which amount to warn. It names what is there now. Leaving
 * it empty, or closing it, keeps the default. Not asked of an account that could not be read or is unlimited.
 */
export async function promptFirstThreshold(context: ThresholdContext, accountId: string): Promise<void> {
  const status = context.accountViews.find(accountId);
  const meter = status && headlineMeter(status);
  if (!status || !meter || meter.remaining === null || meter.role === "info") return;
  const textContext = context.accountViews.textContext();
  const style = amountStyle(meter.unit, textContext);
  const left = amountWithUnit(meter.remaining, meter.unit, textContext);
  const meterId = hasSeveralMeters(status) ? meter.id : null;
  await showInputBox<true>({
    title: titleFor(status.account),
    prompt: joinSentences(
      l10n.t("Below which amount should we warn you?"),
      nowText(status, meter, left),
      l10n.t("Enter an amount or a share. Leave empty for the default: {0}.", defaultWarningText(status)),
    ),
    placeholder: placeholderOf(left, style),
    validate: (text) => floorsError(text, style),
    accept: async (text) =>
      text === ""
        ? { value: true }
        : { value: await saveFloors(context, status.account, meterId, text, style) },
  });
}

function nowText(status: AccountStatus, meter: MeterReading, left: string): string {
  return hasSeveralMeters(status)
    ? l10n.t("{0}: {1} left now.", messageText(localizeLabel(meter.label)), left)
    : l10n.t("{0} left now.", left);
}

/** The two forms that are understood, with the reader's signs. */
function placeholderOf(left: string, style: AmountStyle): string {
  return `${left} · ${formatThreshold({ percent: 12.5 }, style)}`;
}

function titleFor({ label }: Account): string {
  return l10n.t("Low-balance warning for {0}", sanitizeText(label));
}

/** What is wrong with the text, and what is understood. */
function floorsError(text: string, style: AmountStyle): string | undefined {
  const parsed = parseFloorsText(text, style);
  if (!parsed) {
    const [amount, share] = [formatThreshold({ below: "2.50" }, style), "10 %"];
    return l10n.t("Enter an amount ({0}), a share ({1}), or both ({2}).", amount, share, `100, ${share}`);
  }
  return findFloorError(parsed)
    ? l10n.t("Enter each warning once, the highest first: {0}", "50 %; 20 %; 5")
    : undefined;
}

function isOf(meterId: string | null): (floor: Threshold) => boolean {
  return (floor) => (floor.meter ?? null) === meterId;
}

async function saveFloors(
  context: ThresholdContext,
  { id, low }: Account,
  meterId: string | null,
  text: string,
  style: AmountStyle,
): Promise<true> {
  requireAccount(context, id);
  const floors = floorsOf(low);
  const bounds = parseFloorsText(text, style) ?? [];
  const meant = bounds.map((floor) => ({ ...floor, ...(meterId === null ? {} : { meter: meterId }) }));
  // The floors of other meters stay where there are several.
  const others = floors.length > 1 ? floors.filter((floor) => !isOf(meterId)(floor)) : [];
  const [first, ...more] = [...meant, ...others];
  await context.accountList.edit(id, {
    low: first === undefined ? null : more.length === 0 ? first : [first, ...more],
  });
  return true;
}

interface PickedMeter {
  /** Null for the meter that leads. */
  readonly meterId: string | null;
  readonly meter: MeterReading | undefined;
}

/** The chosen meter; the one that leads, without a question, if it is the only one. */
async function pickMeter(
  { accountViews }: ThresholdContext,
  account: Account,
  title: string,
): Promise<PickedMeter | undefined> {
  const status = accountViews.find(account.id);
  const meters = status ? displayedMeters(status) : [];
  if (!status || meters.length < 2) return { meterId: null, meter: meters[0]?.meter };
  // Where several decide, which one leads changes: the threshold keeps to the chosen one.
  const isLeaderMeant = !hasSeveralMeters(status);
  const textContext = accountViews.textContext();
  const items = meters.map(({ meter }, index) => ({
    label: labelText(localizeLabel(meter.label)),
    description: amountWithUnit(meter.remaining, meter.unit, textContext),
    choice: { meterId: isLeaderMeant && index === 0 ? null : meter.id, meter },
  }));
  return showPick<PickedMeter>({ title, placeholder: l10n.t("Which meter?"), items, canGoBack: true });
}
