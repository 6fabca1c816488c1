/** Something that is counted in a window again and again, and how far it may have grown in the end. */
export interface Figure<Census> {
  readonly of: (census: Census) => number;
  readonly most: (before: number) => number;
}

const mostGrowth = 0.1;

/** A tenth more. */
export const share = (before: number): number => before * (1 + mostGrowth);

/** As many more as come and go. */
export const more =
  (count: number) =>
  (before: number): number =>
    before + count;
