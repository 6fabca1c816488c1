import type { Amount } from "../money/amount.ts";
import type { Unit } from "../money/unit.ts";
import type { Instant } from "../time/instant.ts";

/** Keys of translated labels. `ui/text/labels.ts` has the texts. */
export const labelKeys = [
  "credits",
  "requests",
  "balance",
  "quota",
  "conversions",
  "organization",
  "application",
  "emailVerified",
  "creditLimit",
  "freeTrialPending",
  "creditNotice",
  "twoFactor",
  "totalBalance",
  "subscription",
  "requestsAllTime",
  "email",
  "largestFile",
] as const;

export type LabelKey = (typeof labelKeys)[number];

/** The label of a meter or detail: a translated one, or an untranslated text of a declared provider. */
export type Label = LabelKey | { readonly text: string };

/** One quantity of an account, as a reply has it. */
export interface MeterReading {
  readonly id: string;
  readonly label: Label;
  readonly unit: Unit;
  /** The remaining amount. A negative amount is a debt; `null` is unlimited. */
  readonly remaining: Amount | null;
  readonly used?: Amount;
  readonly limit?: Amount | null;
  readonly held?: Amount;
  readonly resetsAt?: Instant;
}

export type DetailValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "amount"; readonly amount: Amount; readonly unit: Unit }
  | { readonly kind: "count"; readonly count: Amount }
  | { readonly kind: "bytes"; readonly bytes: Amount }
  | { readonly kind: "flag"; readonly isOn: boolean };

export interface Detail {
  readonly label: Label;
  readonly value: DetailValue;
}

export interface AutoTopUp {
  readonly threshold?: Amount;
  readonly amount?: Amount;
}

/** The content of one good reply about an account. */
export interface Snapshot {
  /** The headline meter first; never empty. */
  readonly meters: readonly [MeterReading, ...MeterReading[]];
  readonly plan?: string;
  readonly expiresAt?: Instant;
  readonly autoTopUp?: AutoTopUp;
  /** The provider refuses requests now, even if an amount remains. */
  readonly isBlocked: boolean;
  readonly details: readonly Detail[];
}
