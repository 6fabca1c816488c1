import * as z from "zod/mini";
import { headlineMeter, judgedSnapshot, statedLevel } from "../../core/accounts/accountStatus.ts";
import { agentReply } from "../../core/accounts/agentReply.ts";
import type { CreditCheck } from "../../core/accounts/checkCredits.ts";
import { matchByName } from "../../core/accounts/matchByName.ts";
import { nearNames } from "../../core/accounts/nearNames.ts";
import { defined } from "../../core/common/defined.ts";
import { amountOf, parsePlainAmount } from "../../core/money/amount.ts";
import { parseAge } from "../../core/time/parseAge.ts";
import { type CheckContext, type CheckQuestion, checkWithRefresh } from "../context/checkWithRefresh.ts";
import { requireAccount } from "../context/commandContext.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const optionalText = z.exactOptional(z.nullable(z.string()));
const inputSchema = z.object({
  account: optionalText,
  // A model may send a number where the amount has to be a text.
  amount: z.exactOptional(z.nullable(z.union([z.string(), z.number()]))),
  meter: optionalText,
  maxAge: optionalText,
});

const maxNames = 10;

/** `verdict` is that of the account that was asked about; `unknown` for several, and for wrong input. */
export interface CreditAnswer {
  readonly text: string;
  readonly verdict: CreditCheck["verdict"];
}

/**
 * The answer to an agent, one line for each account. It contains no key, and no text of a provider, which could be a
 * prompt injection. Wrong input gives an answer, not an error, so that the model can correct it.
 */
export async function answerCreditCheck(context: CheckContext, input: unknown): Promise<CreditAnswer> {
  const parsed = inputSchema.safeParse(input ?? {});
  if (!parsed.success) return refusal("account, amount, meter and maxAge must be strings.");
  const { account, amount: amountInput, meter, maxAge } = parsed.data;
  const amount = isBlank(amountInput) ? undefined : parsePlainAmount(String(amountInput).trim());
  if (!isBlank(amountInput) && amount === undefined)
    return refusal('amount must be digits with a point for decimals, such as "500" or "2.50".');
  const maxAgeMs = isBlank(maxAge) ? undefined : parseAge(String(maxAge));
  if (!isBlank(maxAge) && maxAgeMs === undefined)
    return refusal('maxAge must be a number with s, m, h or d, such as "10m".');
  const all = context.accountViews.statuses().map((status) => ({ ...status.account, status }));
  if (all.length === 0) return refusal("Credit Monitor has no accounts yet.");
  const matches = isBlank(account) ? all : matchByName(all, String(account));
  const name = sanitizeText(String(account));
  if (matches.length === 0) {
    const near = nearNames(all, name, maxNames);
    return refusal(
      `there is no account “${name}”. ${all.length > maxNames ? "Nearest" : "Accounts"}: ${nameList(near)}.`,
    );
  }
  if (!isBlank(account) && matches.length > 1)
    return refusal(`several accounts are called “${name}”; use the id. Accounts: ${nameList(matches)}.`);
  const question = defined({ amount, maxAgeMs, meterName: isBlank(meter) ? undefined : String(meter) });
  const answers = await Promise.all(
    matches.map(({ status }) => answerForAccount(context, status.account.id, question)),
  );
  const [first, ...others] = answers;
  const verdict = first && others.length === 0 ? first.verdict : "unknown";
  return { text: answers.map(({ text }) => text).join("\n"), verdict };
}

function refusal(text: string): CreditAnswer {
  return { text: `unknown: ${text}`, verdict: "unknown" };
}

function isBlank(field: string | number | null | undefined): boolean {
  return field === undefined || field === null || String(field).trim() === "";
}

function nameList(accounts: readonly { readonly id: string; readonly label: string }[]): string {
  return accounts.map(({ id, label }) => `${sanitizeText(label)} (${id})`).join(", ");
}

async function answerForAccount(
  context: CheckContext,
  id: string,
  { amount, ...question }: Partial<Omit<CheckQuestion, "accountId">>,
): Promise<CreditAnswer> {
  // Without an amount and a meter, the reply is about the meter that tells how much can be spent now.
  const meterName =
    question.meterName ?? (amount === undefined ? headlineMeter(requireAccount(context, id))?.id : undefined);
  const check = await checkWithRefresh(context, {
    ...question,
    accountId: id,
    amount: amount ?? amountOf("0"),
    ...defined({ meterName }),
  });
  const status = requireAccount(context, id);
  const { hideAmounts, nowMs } = context.accountViews.textContext();
  const reply = agentReply({
    id,
    label: sanitizeText(status.account.label),
    level: statedLevel(status, nowMs),
    check,
    ...(status.reading ? { snapshot: judgedSnapshot(status.reading.snapshot, status.account) } : {}),
    ...(amount === undefined ? {} : { amount }),
    nowMs,
    hideAmounts,
  });
  const { failure } = status;
  const text = failure ? `${reply} The last attempt to read it failed: ${failure.kind}.` : reply;
  return { text, verdict: check.verdict };
}
