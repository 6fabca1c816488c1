import * as z from "zod/mini";
import { type AccountStatus, statusLevel } from "../../core/accounts/accountStatus.ts";
import { agentReply } from "../../core/accounts/agentReply.ts";
import { parsePlainAmount } from "../../core/accounts/checkCredits.ts";
import { matchByName } from "../../core/accounts/matchByName.ts";
import { type Amount, amountOf } from "../../core/money/amount.ts";
import { checkWithRefresh } from "../context/checkWithRefresh.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { localizeLabel } from "../text/labels.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const optionalText = z.exactOptional(z.nullable(z.string()));
const fields = z.object({
  account: optionalText,
  // A model that writes a number means its digits.
  amount: z.exactOptional(z.nullable(z.union([z.string(), z.number()]))),
  meter: optionalText,
});

/**
 * The agent tool's answer, a line for each account. Never a key, and no word of a provider's, which could be
 * meant for the model. Wrong input is answered, so that the model can ask better.
 */
export async function answerCreditCheck(context: CommandContext, input: unknown): Promise<string> {
  const given = fields.safeParse(input ?? {});
  if (!given.success) return "unknown: account, amount and meter have to be texts.";
  const { account, amount, meter } = given.data;
  const parsed = isBlank(amount) ? undefined : parsePlainAmount(String(amount).trim());
  if (!isBlank(amount) && parsed === undefined) {
    return 'unknown: amount has to be digits with a point for decimals, such as "500" or "2.50".';
  }
  const all = context.accountViews.statuses().map((status) => ({ ...status.account, status }));
  if (all.length === 0) return "unknown: Credit Monitor has no account yet.";
  const wanted = isBlank(account) ? all : matchByName(all, String(account));
  const name = sanitizeText(String(account));
  if (wanted.length === 0) return `unknown: there is no account “${name}”. Accounts: ${nameList(all)}.`;
  if (!isBlank(account) && wanted.length > 1) {
    return `unknown: several accounts are called “${name}”; ask by id. Accounts: ${nameList(wanted)}.`;
  }
  const lines = wanted.map(({ status }) =>
    accountLine(context, status, parsed, isBlank(meter) ? undefined : String(meter)),
  );
  return (await Promise.all(lines)).join("\n");
}

function isBlank(given: string | number | null | undefined): boolean {
  return given === undefined || given === null || String(given).trim() === "";
}

function nameList(accounts: readonly { readonly id: string; readonly label: string }[]): string {
  return accounts.map(({ id, label }) => `${sanitizeText(label)} (${id})`).join(", ");
}

async function accountLine(
  context: CommandContext,
  { account: { id } }: AccountStatus,
  amount: Amount | undefined,
  meter: string | undefined,
): Promise<string> {
  const meterId = meter === undefined ? undefined : findMeterId(requireAccount(context, id), meter);
  const check = await checkWithRefresh(context, id, amount ?? amountOf("0"), meterId);
  const status = requireAccount(context, id);
  const { hideAmounts, nowMs } = context.accountViews.textContext();
  const told = agentReply({
    id,
    label: sanitizeText(status.account.label),
    level: statusLevel(status),
    check,
    ...(amount === undefined ? {} : { amount }),
    nowMs,
    hideAmounts,
  });
  return status.failure ? `${told} The last attempt to read it failed: ${status.failure.kind}.` : told;
}

/** The meter that is meant by its id or name; what is not found stays as it is, and is not known. */
function findMeterId({ reading }: AccountStatus, wanted: string): string {
  const meters = reading?.snapshot.meters.map(({ id, label }) => ({ id, label: localizeLabel(label) })) ?? [];
  return matchByName(meters, wanted)[0]?.id ?? wanted;
}
