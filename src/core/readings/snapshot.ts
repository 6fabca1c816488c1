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
  "budget",
  "spentThisMonth",
  "reportedDayLate",
  "budgetOtherUnit",
  "unitsNotShown",
] as const;

export type LabelKey = (typeof labelKeys)[number];

/** The label of a meter or detail: a translated one, or an untranslated text of a declared provider. */
export type Label = LabelKey | { readonly text: string };

export const meterRoles = ["limit", "pool", "info"] as const;

/**
 * What a meter decides. All limits have to hold. Of the pools any pays. Information decides nothing. A limit without
 * an upper bound (`remaining` is `null`) does not bind; a pool without one is unlimited.
 */
export type MeterRole = (typeof meterRoles)[number];

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
  /** All that was ever bought, where the provider tells it. */
  readonly bought?: Amount;
  /**
   * What counts as full where there is no limit: the highest amount since the last top-up, as the readings know it.
   * `withFullAmounts` sets it; a reply has none.
   */
  readonly full?: Amount;
  readonly resetsAt?: Instant;
  /** `rolesOf` has the role of a meter that names none. */
  readonly role?: MeterRole;
  /** Meters of one group pay together, as one pool in which all of them have to hold. */
  readonly group?: string;
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
  /** In the order of the provider or of its definition; never empty. */
  readonly meters: readonly [MeterReading, ...MeterReading[]];
  readonly plan?: string;
  /** When the credits or the subscription expire. */
  readonly expiresAt?: Instant;
  /** When the key expires. */
  readonly keyExpiresAt?: Instant;
  readonly autoTopUp?: AutoTopUp;
  /** The provider refuses requests now, even if an amount remains. */
  readonly isBlocked: boolean;
  /** The provider itself says that it accepts requests, even if no amount remains. */
  readonly isAccepting?: true;
  readonly details: readonly Detail[];
}
