/** The end of a text that is followed by no second full stop: a sentence's, an abbreviation's, or an ellipsis. */
const ending = /[.。…]$/;

/** A placeholder with the full stop directly after it, which is not the dot of "{0}.json" or the first of "{0}...". */
const placeholder = /\{(\d+)\}(\.(?![\p{L}\p{N}.])|。)?/gu;

/**
 * Puts values in place of `{0}`, `{1}` … of a template; one without a value stays. The template's full stop is left out
 * after a value that ends with a dot of its own, as dates do: "am 1. Jan." and "на 1.12.2026 г." Values never change.
 */
export function fillPlaceholders(
  template: string,
  values: readonly (string | number | boolean | undefined)[],
): string {
  return template.replace(placeholder, (match, index: string, fullStop = "") => {
    const value = values[Number(index)];
    return value === undefined ? match : endWith(String(value), fullStop);
  });
}

/** A text as a sentence: with a full stop, unless it ends with one. */
export function toSentence(text: string): string {
  return endWith(text, ".");
}

function endWith(text: string, fullStop: string): string {
  return ending.test(text) ? text : text + fullStop;
}
