import * as z from "zod/mini";
import {
  type AccountStatus,
  headlineMeter,
  judgedSnapshot,
  statusLevel,
} from "../../core/accounts/accountStatus.ts";
import { agentReply } from "../../core/accounts/agentReply.ts";
import { matchByName } from "../../core/accounts/matchByName.ts";
import { type Amount, amountOf, parsePlainAmount } from "../../core/money/amount.ts";
import { type CheckContext, checkWithRefresh } from "../context/checkWithRefresh.ts";
import { requireAccount } from "../context/commandContext.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const optionalText = z.exactOptional(z.nullable(z.string()));
const inputSchema = z.object({
  account: optionalText,
  // A model may send a number where the amount has to be a text.
  amount: z.exactOptional(z.nullable(z.union([z.string(), z.number()]))),
  meter: optionalText,
});

/**
 * The agent tool's answer, one line for each account. It contains no key, and no text of a provider, which could be a
 * prompt injection. Wrong input gives an answer, not an error, so that the model can correct it.
 */
export async function answerCreditCheck(context: CheckContext, input: unknown): Promise<string> {
  const parsed = inputSchema.safeParse(input ?? {});
  if (!parsed.success) return "unknown: account, amount and meter must be strings.";
  const { account, amount: amountInput, meter } = parsed.data;
  const amount = isBlank(amountInput) ? undefined : parsePlainAmount(String(amountInput).trim());
  if (!isBlank(amountInput) && amount === undefined) {
    return 'unknown: amount must be digits with a point for decimals, such as "500" or "2.50".';
  }
  const all = context.accountViews.statuses().map((status) => ({ ...status.account, status }));
  if (all.length === 0) return "unknown: Credit Monitor has no accounts yet.";
  const matches = isBlank(account) ? all : matchByName(all, String(account));
  const name = sanitizeText(String(account));
  if (matches.length === 0) return `unknown: there is no account “${name}”. Accounts: ${nameList(all)}.`;
  if (!isBlank(account) && matches.length > 1) {
    return `unknown: several accounts are called “${name}”; use the id. Accounts: ${nameList(matches)}.`;
  }
  const lines = matches.map(({ status }) =>
    accountLine(context, status, amount, isBlank(meter) ? undefined : String(meter)),
  );
  return (await Promise.all(lines)).join("\n");
}

function isBlank(field: string | number | null | undefined): boolean {
  return field === undefined || field === null || String(field).trim() === "";
}

function nameList(accounts: readonly { readonly id: string; readonly label: string }[]): string {
  return accounts.map(({ id, label }) => `${sanitizeText(label)} (${id})`).join(", ");
}

async function accountLine(
  context: CheckContext,
  { account: { id } }: AccountStatus,
  amount: Amount | undefined,
  meter: string | undefined,
): Promise<string> {
  // Without an amount and a meter, the reply is about the meter that tells how much can be spent now.
  const asked = meter ?? (amount === undefined ? headlineMeter(requireAccount(context, id))?.id : undefined);
  const check = await checkWithRefresh(context, id, amount ?? amountOf("0"), asked);
  const status = requireAccount(context, id);
  const { hideAmounts, nowMs } = context.accountViews.textContext();
  const reply = agentReply({
    id,
    label: sanitizeText(status.account.label),
    level: statusLevel(status, nowMs),
    check,
    ...(status.reading ? { snapshot: judgedSnapshot(status.reading.snapshot, status.account) } : {}),
    ...(amount === undefined ? {} : { amount }),
    nowMs,
    hideAmounts,
  });
  return status.failure ? `${reply} The last attempt to read it failed: ${status.failure.kind}.` : reply;
}
