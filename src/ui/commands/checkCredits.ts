import { l10n, window } from "vscode";
import * as z from "zod/mini";
import type { CheckResult } from "../../api.ts";
import { type AccountStatus, headlineMeter, isStatusStale } from "../../core/accountStatus.ts";
import { checkCredits, parseCheckAmount } from "../../core/checkCredits.ts";
import { formatAge } from "../../core/formatAge.ts";
import { instantOf } from "../../core/instant.ts";
import { askText } from "../askText.ts";
import { accountIdField, neededArguments, wrongArgument } from "../commandArguments.ts";
import { accountOf, type Desk } from "../desk.ts";
import { pickAccount } from "../pickAccount.ts";
import { messageText, plainText } from "../plainText.ts";
import { checkReason } from "../words/checkReason.ts";

const fields = z.object({
  accountId: accountIdField,
  amount: z.string(),
  meterId: z.exactOptional(z.string()),
});

/** "Enough for 500?" by argument, or by prompts with the answer as a message. */
export async function checkCreditsCommand(desk: Desk, value: unknown): Promise<CheckResult | undefined> {
  if (value !== undefined && value !== null) return check(desk, value);
  const picked = await pickAccount(desk, l10n.t("Enough credits in which account?"));
  const amount = picked && (await askAmount(picked));
  if (!picked || amount === undefined) return undefined;
  const result = await check(desk, { accountId: picked.account.id, amount });
  const show = result.verdict === "yes" ? window.showInformationMessage : window.showWarningMessage;
  void show([`${messageText(picked.account.label)}: ${result.reason}`, readWords(desk, result)].join(" "));
  return result;
}

/**
 * Answers whether an account has enough. Exact at the boundary; a reading older than two intervals is
 * read anew first. Rejects for an unknown account, wrong fields and an amount that is none.
 */
export async function check(desk: Desk, request: unknown): Promise<CheckResult> {
  const { accountId, meterId, amount: text } = neededArguments(fields, request);
  const amount = parseCheckAmount(text);
  if (amount === undefined) throw wrongArgument("amount");
  const known = accountOf(desk, accountId);
  if (!known.reading || isStatusStale(known, desk.clock.now())) await desk.poller.refresh(accountId);
  const nowMs = desk.clock.now();
  const answer = checkCredits(accountOf(desk, accountId), amount, meterId, nowMs);
  const { verdict, remaining, readAtMs } = answer;
  return {
    verdict,
    reason: checkReason(answer, desk.accounts.reader()),
    ...(remaining === undefined ? {} : { remaining }),
    ...(readAtMs === undefined
      ? {}
      : { readAt: instantOf(readAtMs), ageSeconds: Math.max(0, Math.floor((nowMs - readAtMs) / 1000)) }),
  };
}

function askAmount(status: AccountStatus): Promise<string | undefined> {
  const unit = headlineMeter(status)?.unit;
  return askText<string>({
    title: l10n.t("Enough credits in {0}?", plainText(status.account.label)),
    prompt:
      unit?.kind === "currency" && unit.code !== undefined
        ? l10n.t("Amount in {0}, such as 2.50", unit.code)
        : l10n.t("Amount, such as 500"),
    validate: (text) =>
      parseCheckAmount(text) === undefined ? l10n.t("Write digits, with a point for decimals.") : undefined,
    accept: async (text) => ({ value: text }),
  });
}

function readWords(desk: Desk, { readAt }: CheckResult): string {
  if (readAt === undefined) return "";
  const { nowMs, locale } = desk.accounts.reader();
  return l10n.t("Read {0}.", formatAge(Date.parse(readAt), nowMs, locale));
}
