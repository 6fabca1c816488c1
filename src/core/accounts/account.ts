/** When an account counts as low. Amounts are in the meter's own unit. */
export interface Threshold {
  readonly below?: string;
  /** Remaining as a share of the limit, 0…100. */
  readonly percent?: number;
  /** The meter meant; the headline meter when absent. */
  readonly meter?: string;
}

/** An account as the user's settings describe it. Never holds a key. */
export interface Account {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  /** Stands before the documented path; the provider's own when absent. */
  readonly baseUrl?: string;
  /** What its provider has to know besides the key, where it has parameters; no secrets. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly refreshMinutes?: number;
  readonly pinned?: boolean;
  readonly low?: Threshold;
  /** Meters to show, in this order; all when absent. */
  readonly meters?: readonly string[];
}
