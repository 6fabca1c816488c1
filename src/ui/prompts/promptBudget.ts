import { env } from "vscode";
import type { Account, Budget } from "../../core/accounts/account.ts";
import { amountStyleOf, parseTypedAmount } from "../../core/money/typedAmount.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import { type Step, showInputBox } from "./inputBox.ts";

/** Asks what the account may cost in a month, and saves it. An empty text removes the budget. */
export async function editBudget(
  context: Pick<CommandContext, "accountList" | "accountViews">,
  { id, label, budget }: Account,
): Promise<void> {
  const title = l10n.t("Budget of {0}", sanitizeText(label));
  const entered = await promptBudget({ title, canGoBack: true, value: budget ? formatBudget(budget) : "" });
  if (entered === undefined) return;
  requireAccount(context, id);
  await context.accountList.edit(id, { budget: entered });
}

/** Asks for a budget: null for an empty text, `undefined` when the user cancels. */
export function promptBudget(
  options: Step & { readonly value?: string },
): Promise<Budget | null | undefined> {
  return showInputBox<Budget | null>({
    ...options,
    prompt: l10n.t("What you want to spend in a month (100 or 100 EUR). Leave empty for no budget."),
    placeholder: "100",
    validate: (text) =>
      text.trim() === "" || parseBudget(text) ? undefined : l10n.t("Enter an amount (100 or 100 EUR)."),
    accept: async (text) => ({ value: parseBudget(text) ?? null }),
  });
}

/** "100" or "100 EUR". */
export function formatBudget({ amount, currency }: Budget): string {
  // With the reader's decimal sign, because "1.234" is read as a thousand where a point groups digits.
  const number = amount.replace(".", amountStyleOf(env.language, []).decimalSign);
  return currency === undefined ? number : `${number} ${currency}`;
}

function parseBudget(text: string): Budget | undefined {
  const [, number = "", currency] = /^(.+?)(?: *([A-Za-z]{3}))?$/.exec(text.trim()) ?? [];
  const amount = parseTypedAmount(number, amountStyleOf(env.language, []));
  if (amount === undefined) return undefined;
  return currency === undefined ? { amount } : { amount, currency: currency.toUpperCase() };
}
