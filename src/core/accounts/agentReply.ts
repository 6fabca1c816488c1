import { toSentence } from "../common/fillPlaceholders.ts";
import type { Amount } from "../money/amount.ts";
import { hiddenAmount } from "../money/formatAmount.ts";
import type { Unit } from "../money/unit.ts";
import type { Snapshot } from "../readings/snapshot.ts";
import { instantOf } from "../time/instant.ts";
import { englishRelativeTime } from "../time/relativeTime.ts";
import type { Level } from "./accountState.ts";
import type { CreditCheck } from "./checkCredits.ts";
import { type MeterStanding, standingsOf } from "./pools.ts";

export interface AgentReplyInput {
  readonly label: string;
  readonly id: string;
  readonly level: Level;
  readonly check: CreditCheck;
  /** The account as it is judged; absent before the first reading. */
  readonly snapshot?: Snapshot;
  /** The amount to check. When absent, the reply only describes the account. */
  readonly amount?: Amount;
  readonly nowMs: number;
  readonly hideAmounts: boolean;
}

const reasonTexts = {
  enough: "enough",
  notEnough: "not enough",
  unlimited: "unlimited",
  blocked: "the provider is refusing requests from this account",
  expired: "the subscription or its credits have expired",
  neverRead: "the account has not been read yet",
  keyUnusable: "the provider refuses the key, or no key may be sent",
  outdated: "the last reading is too old and could not be renewed",
  periodOver: "a period has ended since the last reading, so its amount no longer counts",
  noSuchMeter: "the account has no such meter",
  ambiguousMeter: "several meters have this name; use the id",
  otherPool: "the meter asked about does not cover it, but another one pays; units are not converted",
  accepting: "nothing is left, but the provider says that it accepts requests",
  noBound: "nothing that is known limits or pays",
  informationOnly: "this meter is for information only and decides nothing",
} satisfies Record<CreditCheck["reason"], string>;

/**
 * The agent tool's answer about one account. In English and with plain digits, because a language model reads it:
 * "3.766" must not have two meanings.
 */
export function agentReply(input: AgentReplyInput): string {
  const { label, id, check, hideAmounts } = input;
  const facts = hideAmounts ? hiddenFacts(check) : amountFacts(input);
  return [
    toSentence(`${label} (${id}): ${verdictText(input)}`),
    ...facts,
    ...meterFacts(input),
    ...freshnessFacts(check, input.nowMs),
  ].join(" ");
}

const standingTexts = {
  pays: ", pays now",
  binds: ", binds",
  spent: ", used up",
  information: ", for information only",
} satisfies Record<MeterStanding, string>;

const maxMeters = 12;

/** Which meter decided, and every meter of an account in which several decide. By id, as a label is foreign text. */
function meterFacts({ check, snapshot, amount, nowMs, hideAmounts }: AgentReplyInput): string[] {
  const { meter, payer, candidates } = check;
  const named = check.reason === "noSuchMeter" ? snapshot?.meters.slice(0, maxMeters) : candidates;
  if (named) return [toSentence(`Meters: ${named.map(({ id }) => id).join(", ")}`)];
  if (!check.hasSeveral || !meter || !snapshot) return [];
  const standings = standingsOf(snapshot);
  const texts = snapshot.meters.map(({ id, remaining, unit, resetsAt }, index) => {
    const standing = standings[index];
    const left = remaining === null ? "unlimited" : amountText(hideAmounts ? hiddenAmount : remaining, unit);
    const reset =
      standing === "spent" && resetsAt !== undefined && Date.parse(resetsAt) > nowMs
        ? `, resets ${englishRelativeTime(Date.parse(resetsAt), nowMs)} at ${resetsAt}`
        : "";
    return `${id} ${left}${standing ? standingTexts[standing] : ""}${reset}`;
  });
  const more = texts.length > maxMeters ? [`and ${texts.length - maxMeters} more`] : [];
  return [
    ...(amount === undefined
      ? [`The meter that binds is ${meter.id}`]
      : [`Decided by meter ${meter.id}`]
    ).map(toSentence),
    ...(payer ? [`Meter ${payer.id} pays.`] : []),
    toSentence(`Meters: ${[...texts.slice(0, maxMeters), ...more].join("; ")}`),
  ];
}

function verdictText({
  level,
  amount,
  check: { verdict, reason, unit },
  hideAmounts,
}: AgentReplyInput): string {
  const isAmountVerdict = reason === "enough" || reason === "notEnough";
  if (amount === undefined) return isAmountVerdict ? level : `${level}, ${reasonTexts[reason]}`;
  const forAmount = isAmountVerdict && !hideAmounts ? ` for ${amountText(amount, unit)}` : "";
  return `${verdict}, ${reasonTexts[reason]}${forAmount}`;
}

function amountFacts({ amount, check }: AgentReplyInput): string[] {
  const { reason, remaining, difference, unit } = check;
  if (remaining === undefined) return [];
  const remainingText =
    remaining === null ? "Unlimited." : toSentence(`Remaining: ${amountText(remaining, unit)}`);
  if (amount === undefined || difference === undefined) return [remainingText];
  return [
    remainingText,
    toSentence(`${reason === "enough" ? "Would be left" : "Missing"}: ${amountText(difference, unit)}`),
  ];
}

/** The unit is shown even when amounts are hidden. */
function hiddenFacts({ remaining, unit }: CreditCheck): string[] {
  const remainingFacts =
    remaining === undefined || remaining === null
      ? []
      : [toSentence(`Remaining: ${amountText(hiddenAmount, unit)}`)];
  return [...remainingFacts, "The user hides amounts."];
}

function freshnessFacts({ readAtMs }: CreditCheck, nowMs: number): string[] {
  if (readAtMs === undefined) return [];
  const age = englishRelativeTime(readAtMs, nowMs);
  return [age === "now" ? "Read just now." : `Read ${age}, at ${instantOf(readAtMs)}.`];
}

/** "3766 credits", "12.345678 EUR". */
function amountText(amount: string, unit: Unit | undefined): string {
  if (unit === undefined) return amount;
  return `${amount} ${unit.code ?? (amount === "1" ? unit.kind.slice(0, -1) : unit.kind)}`;
}
