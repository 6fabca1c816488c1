const maxLength = 300;

/** Foreign text as it may stand in a message or a log line: one line, no control characters, cut. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
}
