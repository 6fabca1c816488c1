import type { Amount } from "../money/amount.ts";

/** The balance before and after an entry, as its provider tells them. */
export interface BookedStep {
  readonly before: Amount;
  readonly after: Amount;
}

/**
 * Whether the steps follow one another in some order that begins with a balance: each begins with the balance that the one
 * before it ends with. Entries of one instant have no other order than this.
 */
export function followsOneAnother(first: Amount, steps: readonly BookedStep[]): boolean {
  const open = new Map<Amount, BookedStep[]>();
  for (const step of steps) open.set(step.before, [...(open.get(step.before) ?? []), step]);
  // Hierholzer's algorithm: a path over all steps, which turns aside where it comes back to a balance.
  const stack: Amount[] = [first];
  const path: Amount[] = [];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = open.get(top)?.pop();
    if (next) stack.push(next.after);
    else path.push(...stack.splice(-1));
  }
  if (path.length !== steps.length + 1) return false;
  const order = path.toReversed();
  const wanted = new Map<string, number>();
  for (const { before, after } of steps) {
    const key = `${before} ${after}`;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  return order.slice(1).every((after, index) => {
    const key = `${order[index]} ${after}`;
    const left = wanted.get(key) ?? 0;
    wanted.set(key, left - 1);
    return left > 0;
  });
}
