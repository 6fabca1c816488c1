import { l10n } from "vscode";
import type { Account, Threshold } from "../../core/accounts/account.ts";
import { displayedMeters, hasSeveralMeters } from "../../core/accounts/accountStatus.ts";
import { findFloorError } from "../../core/accounts/floorOrder.ts";
import { floorsOf } from "../../core/accounts/thresholds.ts";
import { formatFloors, parseFloorsText } from "../../core/accounts/thresholdText.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { localizeLabel } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { showInputBox } from "./inputBox.ts";
import { showPick } from "./quickPick.ts";

type ThresholdContext = Pick<CommandContext, "accountList" | "accountViews">;

/** Asks below which amount or share an account is low, and saves it. False when the user cancels. */
export async function promptThreshold(context: ThresholdContext, account: Account): Promise<boolean> {
  const title = l10n.t("Low-balance warning for {0}", sanitizeText(account.label));
  const meterId = await pickMeter(context, account, title);
  if (meterId === undefined) return false;
  const floors = floorsOf(account.low);
  const isOfMeter = (floor: Threshold) => (floor.meter ?? null) === meterId;
  const saved = await showInputBox<true>({
    title,
    canGoBack: true,
    prompt: [
      l10n.t(
        "Warn below an amount (100), a share of the limit (10 %), or both (100, 10 %). Leave empty for the default.",
      ),
      l10n.t("Several warnings, the highest first: {0}", "50 %; 20 %; 5"),
    ].join(" "),
    placeholder: "100, 10 %",
    value: formatFloors(floors.filter(isOfMeter)),
    validate: (text) => {
      const parsed = parseFloorsText(text);
      if (!parsed) return l10n.t("Enter an amount (2.50), a share (10 %), or both (100, 10 %).");
      return findFloorError(parsed)
        ? l10n.t("Enter each warning once, the highest first: {0}", "50 %; 20 %; 5")
        : undefined;
    },
    accept: async (text) => {
      requireAccount(context, account.id);
      const bounds = parseFloorsText(text) ?? [];
      const meant = bounds.map((floor) => ({ ...floor, ...(meterId === null ? {} : { meter: meterId }) }));
      // The floors of other meters stay where there are several.
      const others = floors.length > 1 ? floors.filter((floor) => !isOfMeter(floor)) : [];
      const [first, ...more] = [...meant, ...others];
      await context.accountList.edit(account.id, {
        low: first === undefined ? null : more.length === 0 ? first : [first, ...more],
      });
      return { value: true };
    },
  });
  return saved === true;
}

/** The id of the chosen meter; null for the meter that leads, without a question if it is the only one. */
async function pickMeter(
  { accountViews }: ThresholdContext,
  account: Account,
  title: string,
): Promise<string | null | undefined> {
  const status = accountViews.find(account.id);
  const meters = status ? displayedMeters(status) : [];
  if (!status || meters.length < 2) return null;
  // Where several decide, which one leads changes: the threshold keeps to the chosen one.
  const isLeaderMeant = !hasSeveralMeters(status);
  const textContext = accountViews.textContext();
  const items = meters.map(({ meter: { id, label, remaining, unit } }, index) => ({
    label: labelText(localizeLabel(label)),
    description: amountWithUnit(remaining, unit, textContext),
    choice: isLeaderMeant && index === 0 ? null : id,
  }));
  return showPick({ title, placeholder: l10n.t("Which meter?"), items, canGoBack: true });
}
