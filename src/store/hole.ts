/** The newest kept entry of which the next older one is not known, and how many kept ones are newer. */
export interface Hole {
  readonly id: string;
  readonly newer: number;
  readonly atMs: number;
}
