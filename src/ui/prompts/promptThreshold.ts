import { l10n, window } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import { displayedMeters, hasSeveralMeters } from "../../core/accounts/accountStatus.ts";
import { formatThreshold, parseThresholdText } from "../../core/accounts/thresholdText.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { localizeLabel } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { showInputBox } from "./inputBox.ts";

type ThresholdContext = Pick<CommandContext, "accountList" | "accountViews">;

/** Asks below which amount or share an account is low, and saves it. False when the user cancels. */
export async function promptThreshold(context: ThresholdContext, account: Account): Promise<boolean> {
  const title = l10n.t("Low-balance warning for {0}", sanitizeText(account.label));
  const meterId = await pickMeter(context, account, title);
  if (meterId === undefined) return false;
  const { low } = account;
  const isSameMeter = (low?.meter ?? null) === meterId;
  const saved = await showInputBox<true>({
    title,
    prompt: l10n.t(
      "Warn below an amount (100), a share of the limit (10 %), or both (100, 10 %). Leave empty for the default.",
    ),
    placeholder: "100, 10 %",
    value: low && isSameMeter ? formatThreshold(low) : "",
    validate: (text) =>
      parseThresholdText(text)
        ? undefined
        : l10n.t("Enter an amount (2.50), a share (10 %), or both (100, 10 %)."),
    accept: async (text) => {
      const bounds = parseThresholdText(text) ?? {};
      const isDefault = Object.keys(bounds).length === 0;
      const threshold = { ...bounds, ...(meterId === null ? {} : { meter: meterId }) };
      await context.accountList.edit(account.id, { low: isDefault ? null : threshold });
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
    meterId: isLeaderMeant && index === 0 ? null : id,
  }));
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t("Which meter?") }))?.meterId;
}
