import type { Account } from "../../core/accounts/account.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { showMultiPick } from "./quickPick.ts";

type MetersContext = Pick<CommandContext, "accountList" | "accountViews">;

/** All meters of an account's last reading: the chosen ones first, in their order, then the provider's. */
export function metersOf(
  { accountViews }: Pick<MetersContext, "accountViews">,
  { id, meters = [] }: Account,
) {
  const all: readonly MeterReading[] = accountViews.find(id)?.reading?.snapshot.meters ?? [];
  const chosen = meters.flatMap((meterId) => all.filter((meter) => meter.id === meterId));
  return { all: [...chosen, ...all.filter((meter) => !chosen.includes(meter))], chosen };
}

/** Asks which meters of an account are shown, and saves them. All of them, or none, bring back the default. */
export async function promptMeters(context: MetersContext, account: Account): Promise<void> {
  const { all, chosen } = metersOf(context, account);
  const textContext = context.accountViews.textContext();
  const picked = await showMultiPick({
    title: l10n.t("Meters of {0}", sanitizeText(account.label)),
    placeholder: l10n.t("Choose the meters to show"),
    canGoBack: true,
    items: all.map((meter) => ({
      label: labelText(localizeLabel(meter.label)),
      description: amountWithUnit(meter.remaining, meter.unit, textContext),
      picked: chosen.length === 0 || chosen.includes(meter),
      choice: meter.id,
    })),
  });
  if (!picked) return;
  requireAccount(context, account.id);
  const isDefault = picked.length === 0 || picked.length === all.length;
  await context.accountList.edit(account.id, { meters: isDefault ? null : picked });
}
