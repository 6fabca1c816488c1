import * as z from "zod/mini";
import { type AccountStatus, statusLevel } from "../../core/accounts/accountStatus.ts";
import { creditsLine } from "../../core/accounts/agentReply.ts";
import { parseCheckAmount } from "../../core/accounts/checkCredits.ts";
import { nameMatches } from "../../core/accounts/matchByName.ts";
import { type Amount, amountOf } from "../../core/money/amount.ts";
import { freshCheck } from "../context/checkWithRefresh.ts";
import { accountOf, type Desk } from "../context/commandContext.ts";
import { termText } from "../text/labels.ts";
import { plainText } from "../text/sanitizeText.ts";

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
export async function creditsAnswer(desk: Desk, input: unknown): Promise<string> {
  const given = fields.safeParse(input ?? {});
  if (!given.success) return "unknown: account, amount and meter have to be texts.";
  const { account, amount, meter } = given.data;
  const parsed = isBlank(amount) ? undefined : parseCheckAmount(String(amount).trim());
  if (!isBlank(amount) && parsed === undefined) {
    return 'unknown: amount has to be digits with a point for decimals, such as "500" or "2.50".';
  }
  const all = desk.accounts.statuses().map((status) => ({ ...status.account, status }));
  if (all.length === 0) return "unknown: Credit Monitor has no account yet.";
  const wanted = isBlank(account) ? all : nameMatches(all, String(account));
  const name = plainText(String(account));
  if (wanted.length === 0) return `unknown: there is no account “${name}”. Accounts: ${names(all)}.`;
  if (!isBlank(account) && wanted.length > 1) {
    return `unknown: several accounts are called “${name}”; ask by id. Accounts: ${names(wanted)}.`;
  }
  const lines = wanted.map(({ status }) =>
    line(desk, status, parsed, isBlank(meter) ? undefined : String(meter)),
  );
  return (await Promise.all(lines)).join("\n");
}

function isBlank(given: string | number | null | undefined): boolean {
  return given === undefined || given === null || String(given).trim() === "";
}

function names(accounts: readonly { readonly id: string; readonly label: string }[]): string {
  return accounts.map(({ id, label }) => `${plainText(label)} (${id})`).join(", ");
}

async function line(
  desk: Desk,
  { account: { id } }: AccountStatus,
  amount: Amount | undefined,
  meter: string | undefined,
): Promise<string> {
  const meterId = meter === undefined ? undefined : meterIdOf(accountOf(desk, id), meter);
  const check = await freshCheck(desk, id, amount ?? amountOf("0"), meterId);
  const status = accountOf(desk, id);
  const { hideAmounts, nowMs } = desk.accounts.reader();
  const told = creditsLine({
    id,
    label: plainText(status.account.label),
    level: statusLevel(status),
    check,
    ...(amount === undefined ? {} : { amount }),
    nowMs,
    hideAmounts,
  });
  return status.failure ? `${told} The last attempt to read it failed: ${status.failure.kind}.` : told;
}

/** The meter that is meant by its id or name; what is not found stays as it is, and is not known. */
function meterIdOf({ reading }: AccountStatus, wanted: string): string {
  const meters = reading?.snapshot.meters.map(({ id, label }) => ({ id, label: termText(label) })) ?? [];
  return nameMatches(meters, wanted)[0]?.id ?? wanted;
}
