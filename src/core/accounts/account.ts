/** When an account counts as low. Amounts are in the unit of the meter. */
export interface Threshold {
  readonly below?: string;
  /** The remaining amount as a percentage of the limit, 0…100. */
  readonly percent?: number;
  /** The id of the meter; the headline meter when absent. */
  readonly meter?: string;
}

/** What a person allows for a month, for providers that publish only what was spent. */
export interface Budget {
  /** `digits[.digits]` */
  readonly amount: string;
  /** ISO 4217; the unit of what was spent when absent. */
  readonly currency?: string;
}

/** Which alerts a person wants of an account. */
export interface AccountAlerts {
  /** Below a floor. On unless false, like the following ones. */
  readonly low?: boolean;
  /** Empty or blocked. */
  readonly empty?: boolean;
  /** The key was rejected. */
  readonly key?: boolean;
  /** The credits or the subscription expire. */
  readonly expiry?: boolean;
  /** The key expires. */
  readonly keyExpiry?: boolean;
  readonly runsOut?: boolean;
  /** An automatic top-up that has not come. */
  readonly topUpLate?: boolean;
  /** A reset or a top-up. Off unless true. */
  readonly refill?: boolean;
  /** More than this was spent in a day, in the unit of the meter. Off when absent. */
  readonly spentInDay?: string;
}

/** An account as the user's settings describe it. Never contains a key. */
export interface Account {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  /** The documented paths are appended to it. The provider's default when absent. */
  readonly baseUrl?: string;
  /** Values that the provider needs besides the key. No secrets. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly refreshMinutes?: number;
  readonly pinned?: boolean;
  /** One floor, or several from the highest to the lowest. */
  readonly low?: Threshold | readonly Threshold[];
  readonly budget?: Budget;
  /** What the account is to spend in a day, in the unit of its headline meter: `digits[.digits]`. */
  readonly dailyBudget?: string;
  readonly alerts?: AccountAlerts;
  /** Meters to show, in this order; all when absent. */
  readonly meters?: readonly string[];
}
