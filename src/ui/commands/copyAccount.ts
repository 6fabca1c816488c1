import { env, window } from "vscode";
import * as z from "zod/mini";
import { headlineMeter } from "../../core/accounts/accountStatus.ts";
import { accountIdField, isInteractive, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { UserError } from "../context/commandErrors.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { accountSummary } from "../text/accountSummary.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";

type CopyContext = Pick<CommandContext, "accountViews">;

const argumentSchema = z.object({ accountId: accountIdField });

/** Copies what is left on an account, exactly and with its unit. Resolves to the text. */
export function copyAmount(context: CopyContext, value: unknown): Promise<string | undefined> {
  return copy(context, value, l10n.t("Copy the amount of which account?"), (status, textContext) => {
    const meter = headlineMeter(status);
    if (meter) return amountWithUnit(meter.remaining, meter.unit, textContext);
    throw new UserError(l10n.t("{0} has not been read yet.", messageText(status.account.label)));
  });
}

/** Copies all that is known of an account as Markdown, for a message or an issue. Resolves to the text. */
export function copySummary(context: CopyContext, value: unknown): Promise<string | undefined> {
  return copy(context, value, l10n.t("Copy the summary of which account?"), (status, textContext) =>
    accountSummary(status, {
      textContext,
      providerName: context.accountViews.providerName(status.account.provider),
    }),
  );
}

type Status = ReturnType<typeof requireAccount>;
type Texts = ReturnType<CopyContext["accountViews"]["textContext"]>;

async function copy(
  context: CopyContext,
  value: unknown,
  title: string,
  textOf: (status: Status, textContext: Texts) => string,
): Promise<string | undefined> {
  const args = parseArguments(argumentSchema, value);
  const status = args ? requireAccount(context, args.accountId) : await pickAccount(context, title, value);
  if (!status) return undefined;
  // The mask is for the screen; who copies wants the amount.
  const text = textOf(status, { ...context.accountViews.textContext(), hideAmounts: false });
  await env.clipboard.writeText(text);
  if (isInteractive(value)) window.setStatusBarMessage(l10n.t("Copied to the clipboard"), 3000);
  return text;
}
