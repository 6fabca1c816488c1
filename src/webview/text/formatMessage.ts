/** Puts values into `{0}`, `{1}` … of a worded phrase. */
export function fillWords(phrase: string, ...values: readonly string[]): string {
  return phrase.replace(/\{(\d)\}/g, (_whole, index: string) => values[Number(index)] ?? "");
}
