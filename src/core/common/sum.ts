/** The sum of numbers; 0 of none. Amounts of money are exact and are added elsewhere (`core/money`). */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
