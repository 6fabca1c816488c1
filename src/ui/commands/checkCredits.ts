import { l10n, window } from "vscode";
import * as z from "zod/mini";
import type { CheckResult } from "../../api.ts";
import { type AccountStatus, headlineMeter } from "../../core/accounts/accountStatus.ts";
import { parsePlainAmount } from "../../core/accounts/checkCredits.ts";
import type { Unit } from "../../core/money/unit.ts";
import { instantOf } from "../../core/time/instant.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import { checkWithRefresh } from "../context/checkWithRefresh.ts";
import { accountIdField, parseArguments, parseRequiredArguments } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { checkReasonText } from "../text/checkReasonText.ts";
import { messageText, sanitizeText } from "../text/sanitizeText.ts";

const fields = z.object({
  accountId: accountIdField,
  amount: z.string(),
  meterId: z.exactOptional(z.string()),
});
const commandFields = z.extend(fields, { orStop: z.exactOptional(z.boolean()) });

/**
 * "Enough for 500?" by argument, or by prompts with the answer as a message. With `orStop`, as an input of a
 * task: resolves to "yes", and rejects with the reason where VS Code shall not start it.
 */
export async function checkCreditsCommand(
  context: CommandContext,
  value: unknown,
): Promise<CheckResult | string | undefined> {
  const args = parseArguments(commandFields, value);
  if (args) {
    const result = await check(context, args);
    return args.orStop ? throwUnlessEnough(context, args.accountId, result) : result;
  }
  const picked = await pickAccount(context, l10n.t("Enough credits in which account?"));
  const amount = picked && (await promptAmount(picked));
  if (!picked || amount === undefined) return undefined;
  const result = await check(context, { accountId: picked.account.id, amount });
  const show = result.verdict === "yes" ? window.showInformationMessage : window.showWarningMessage;
  void show(
    [`${messageText(picked.account.label)}: ${result.reason}`, readAgeText(context, result)].join(" "),
  );
  return result;
}

/**
 * Answers whether an account has enough. Exact at the boundary; a reading older than two intervals is
 * read anew first. Rejects for an unknown account, wrong fields and an amount that is none.
 */
export async function check(context: CommandContext, request: unknown): Promise<CheckResult> {
  const { accountId, meterId, amount: text } = parseRequiredArguments(fields, request);
  const amount = parsePlainAmount(text);
  if (amount === undefined) throw argumentError("amount");
  const answer = await checkWithRefresh(context, accountId, amount, meterId);
  const { verdict, remaining, readAtMs } = answer;
  const nowMs = context.clock.now();
  return {
    verdict,
    reason: checkReasonText(answer, context.accountViews.textContext()),
    ...(remaining === undefined ? {} : { remaining }),
    ...(readAtMs === undefined
      ? {}
      : { readAt: instantOf(readAtMs), ageSeconds: Math.max(0, Math.floor((nowMs - readAtMs) / 1000)) }),
  };
}

function throwUnlessEnough(context: CommandContext, accountId: string, result: CheckResult): string {
  if (result.verdict === "yes") return result.verdict;
  const label = sanitizeText(context.accountViews.find(accountId)?.account.label ?? accountId);
  throw new Error([`${label}: ${result.reason}`, readAgeText(context, result)].join(" ").trim());
}

function promptAmount(status: AccountStatus): Promise<string | undefined> {
  return showInputBox<string>({
    title: l10n.t("Enough credits in {0}?", sanitizeText(status.account.label)),
    prompt: amountPrompt(headlineMeter(status)?.unit),
    validate: (text) =>
      parsePlainAmount(text) === undefined ? l10n.t("Write digits, with a point for decimals.") : undefined,
    accept: async (text) => ({ value: text }),
  });
}

function amountPrompt(unit: Unit | undefined): string {
  if (unit?.kind === "currency") return l10n.t("Amount in {0}, such as 2.50", unit.code ?? "");
  if (unit?.kind === "requests") return l10n.t("Number of requests, such as 500");
  return l10n.t("Amount in credits, such as 500");
}

function readAgeText(context: CommandContext, { readAt }: CheckResult): string {
  if (readAt === undefined) return "";
  const { nowMs, locale } = context.accountViews.textContext();
  return l10n.t("Read {0}.", formatRelativeTime(Date.parse(readAt), nowMs, locale));
}
