import { env } from "vscode";
import { type AccountStatus, headlineMeter } from "../../core/accounts/accountStatus.ts";
import { parseTypedAmount } from "../../core/money/typedAmount.ts";
import { credits } from "../../core/money/unit.ts";
import { dailyBudgetField } from "../../services/accounts/accountFields.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { amountStyle } from "../text/amountStyle.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import { showInputBox } from "./inputBox.ts";

type BudgetContext = Pick<CommandContext, "accountList" | "accountViews">;

/** Asks what the account is to spend in a day, in the unit of its headline meter, and saves it. Empty: no budget. */
export async function promptDailyBudget(context: BudgetContext, status: AccountStatus): Promise<void> {
  const { id, label, dailyBudget } = status.account;
  const unit = headlineMeter(status)?.unit ?? credits;
  const style = amountStyle(unit, context.accountViews.textContext());
  const parse = (text: string) => dailyBudgetField.safeParse(parseTypedAmount(text, style)).data;
  await showInputBox({
    title: l10n.t("Daily budget of {0}", sanitizeText(label)),
    canGoBack: true,
    prompt: l10n.t("What you want to spend in a day, in the account's unit. Leave empty for no budget."),
    placeholder: "100",
    value: dailyBudget?.replace(".", style.decimalSign) ?? "",
    validate: (text) =>
      text.trim() === "" || parse(text) !== undefined
        ? undefined
        : l10n.t("Enter an amount above zero, such as {0}.", new Intl.NumberFormat(env.language).format(2.5)),
    accept: async (text) => {
      requireAccount(context, id);
      return { value: await context.accountList.edit(id, { dailyBudget: parse(text) ?? null }) };
    },
  });
}
