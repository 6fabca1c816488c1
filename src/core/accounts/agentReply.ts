import type { Amount } from "../money/amount.ts";
import { hiddenAmount } from "../money/formatAmount.ts";
import type { Unit } from "../money/unit.ts";
import { instantOf } from "../time/instant.ts";
import { formatAge } from "../time/relativeTime.ts";
import type { Level } from "./accountState.ts";
import type { CreditCheck } from "./checkCredits.ts";

export interface CreditsLineInput {
  readonly label: string;
  readonly id: string;
  readonly level: Level;
  readonly check: CreditCheck;
  /** Absent: asked only how the account stands. */
  readonly amount?: Amount;
  readonly nowMs: number;
  readonly hideAmounts: boolean;
}

const reasons = {
  enough: "enough",
  notEnough: "not enough",
  unlimited: "unlimited",
  blocked: "the provider refuses work from this account now",
  expired: "the subscription or its credits have expired",
  neverRead: "the account has not been read yet",
  noSuchMeter: "the account has no such meter",
} satisfies Record<CreditCheck["reason"], string>;

/**
 * What an agent is told of one account. In English and with plain digits: a model reads it, and "3.766" must
 * not mean two things.
 */
export function agentReply(input: CreditsLineInput): string {
  const { label, id, check, hideAmounts } = input;
  const facts = hideAmounts ? hiddenFacts(check) : amountFacts(input);
  return [`${label} (${id}): ${verdict(input)}.`, ...facts, ...readFacts(check, input.nowMs)].join(" ");
}

function verdict({ level, amount, check: { verdict, reason, unit }, hideAmounts }: CreditsLineInput): string {
  const isOfAmount = reason === "enough" || reason === "notEnough";
  if (amount === undefined) return isOfAmount ? level : `${level}, ${reasons[reason]}`;
  const what = isOfAmount && !hideAmounts ? ` for ${quantity(amount, unit)}` : "";
  return `${verdict}, ${reasons[reason]}${what}`;
}

function amountFacts({ amount, check }: CreditsLineInput): string[] {
  const { reason, remaining, rest, unit } = check;
  if (remaining === undefined) return [];
  const left = remaining === null ? "Unlimited." : `Remaining: ${quantity(remaining, unit)}.`;
  if (amount === undefined || rest === undefined) return [left];
  return [left, `${reason === "enough" ? "Would be left" : "Missing"}: ${quantity(rest, unit)}.`];
}

/** That there is a remainder, and of what, is no secret. */
function hiddenFacts({ remaining, unit }: CreditCheck): string[] {
  const left =
    remaining === undefined || remaining === null ? [] : [`Remaining: ${quantity(hiddenAmount, unit)}.`];
  return [...left, "The user hides amounts."];
}

function readFacts({ readAtMs }: CreditCheck, nowMs: number): string[] {
  if (readAtMs === undefined) return [];
  const age = formatAge(readAtMs, nowMs, "en");
  return [age === "now" ? "Read now." : `Read ${age}, at ${instantOf(readAtMs)}.`];
}

/** "3766 credits", "12.345678 EUR". */
function quantity(amount: string, unit: Unit | undefined): string {
  if (unit === undefined) return amount;
  return `${amount} ${unit.code ?? (amount === "1" ? unit.kind.slice(0, -1) : unit.kind)}`;
}
