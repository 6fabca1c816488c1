import { window } from "vscode";
import * as z from "zod/mini";
import type { CheckResult } from "../../api.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { defaultUnit } from "../../core/accounts/checkCredits.ts";
import { parsePlainAmount } from "../../core/money/amount.ts";
import { parseTypedAmount } from "../../core/money/typedAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import { instantOf } from "../../core/time/instant.ts";
import { checkWithRefresh } from "../context/checkWithRefresh.ts";
import { accountIdField, parseArguments, parseRequiredArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { ageText } from "../text/ageText.ts";
import { amountStyle } from "../text/amountStyle.ts";
import { checkReasonText } from "../text/checkReasonText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText, sanitizeText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";
import { promptNewKey, type SetKeyContext } from "./setKey.ts";

type PromptedCheckContext = CheckContext & SetKeyContext;

const requestSchema = z.object({
  accountId: accountIdField,
  amount: z.string(),
  meterId: z.exactOptional(z.string()),
});
type CheckContext = Pick<CommandContext, "accountViews" | "clock" | "poller">;

const argumentSchema = z.extend(requestSchema, { orStop: z.exactOptional(z.boolean()) });

/**
 * Checks by argument, or asks for account and amount and shows the answer. With `orStop` it is an input of a VS Code
 * task: it resolves to "yes", or rejects with the reason, so that VS Code does not start the task.
 */
export async function checkCreditsCommand(
  context: PromptedCheckContext,
  value: unknown,
): Promise<CheckResult | string | undefined> {
  const args = parseArguments(argumentSchema, value);
  if (args) {
    const result = await check(context, args);
    return args.orStop ? throwUnlessEnough(context, args.accountId, result) : result;
  }
  const picked = await pickAccount(context, l10n.t("Check credits in which account?"), value);
  const amount = picked && (await promptAmount(picked, context));
  if (!picked || amount === undefined) return undefined;
  const result = await check(context, { accountId: picked.account.id, amount });
  const show = result.verdict === "yes" ? window.showInformationMessage : window.showWarningMessage;
  const text = resultText(context, messageText(picked.account.label), result);
  void showResult(context, picked.account.id, (enterKey) => show(text, ...enterKey));
  return result;
}

/** Shows a result, with a button that asks for the key where one is wanted. */
async function showResult(
  context: PromptedCheckContext,
  accountId: string,
  show: (buttons: readonly string[]) => Thenable<string | undefined>,
): Promise<void> {
  const { account, failure } = requireAccount(context, accountId);
  const enterKey = l10n.t("Enter key");
  const isKeyWanted = failure !== undefined && needsUserAction(failure.kind);
  if ((await show(isKeyWanted ? [enterKey] : [])) === enterKey) await promptNewKey(context, account);
}

/**
 * Answers whether an account has enough credits: a remaining amount equal to the requested one is enough. A reading older
 * than two intervals is refreshed first. Rejects for an unknown account, wrong fields and a text that is no amount.
 */
export async function check(context: CheckContext, request: unknown): Promise<CheckResult> {
  const { accountId, meterId, amount: amountText } = parseRequiredArguments(requestSchema, request);
  const amount = parsePlainAmount(amountText);
  if (amount === undefined) throw argumentError("amount");
  const { accountViews } = context;
  requireAccount(context, accountId);
  const result = await checkWithRefresh(context, {
    accountId,
    amount,
    ...(meterId === undefined ? {} : { meterName: meterId }),
  });
  const { verdict, remaining, readAtMs, meter } = result;
  const nowMs = context.clock.now();
  return {
    verdict,
    reason: checkReasonText(result, accountViews.textContext()),
    ...(remaining === undefined ? {} : { remaining }),
    ...(meter ? { meterId: meter.id } : {}),
    ...(readAtMs === undefined
      ? {}
      : { readAt: instantOf(readAtMs), ageSeconds: Math.max(0, Math.floor((nowMs - readAtMs) / 1000)) }),
  };
}

function throwUnlessEnough(context: CheckContext, accountId: string, result: CheckResult): string {
  if (result.verdict === "yes") return result.verdict;
  const label = sanitizeText(context.accountViews.find(accountId)?.account.label ?? accountId);
  throw new Error(resultText(context, label, result));
}

function promptAmount(status: AccountStatus, { accountViews }: CheckContext): Promise<string | undefined> {
  const unit = defaultUnit(status);
  const style = amountStyle(unit, accountViews.textContext());
  return showInputBox<string>({
    title: l10n.t("Enough credits in {0}?", sanitizeText(status.account.label)),
    prompt: amountPrompt(unit),
    validate: (text) =>
      parseTypedAmount(text, style) === undefined ? l10n.t("Enter a number such as 500 or 2.50.") : undefined,
    accept: async (text) => ({ value: parseTypedAmount(text, style) ?? text }),
  });
}

function amountPrompt(unit: Unit | undefined): string {
  if (unit?.kind === "currency") return l10n.t("Amount in {0}, such as 2.50", unit.code ?? "");
  if (unit?.kind === "requests") return l10n.t("Number of requests, such as 500");
  return l10n.t("Amount in credits, such as 500");
}

function resultText({ accountViews }: CheckContext, label: string, { reason, readAt }: CheckResult): string {
  if (readAt === undefined) return l10n.t("{0}: {1}", label, reason);
  const age = ageText(Date.parse(readAt), accountViews.textContext());
  return l10n.t("{0}: {1}", label, joinSentences(reason, l10n.t("Read {0}.", age)));
}
