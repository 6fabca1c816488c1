/** The edge of a hole in a provider's ledger: the newest kept entry of which the next older one is not known. */
export interface Hole {
  readonly id: string;
  /** How many kept entries are newer. */
  readonly newer: number;
  readonly atMs: number;
  /** Where to read on below it, where that was kept. */
  readonly cursor?: string;
}
