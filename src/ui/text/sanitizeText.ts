const maxLength = 80;

/** A provider's or a person's text made safe for one line: no controls, no bidi tricks, cut to length. */
export function sanitizeText(text: string, length = maxLength): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  // A letter of two halves may be cut in between, or come so.
  return (line.length > length ? `${line.slice(0, length - 1)}…` : line).toWellFormed();
}

/** The same for a label in which `$(name)` would draw an icon. */
export function labelText(text: string, length?: number): string {
  return sanitizeText(text, length).replaceAll("$(", "\\$(");
}

/**
 * The same for a message or a prompt, where VS Code makes a link, even one that runs a command, of
 * `[words](address)` and an icon of `$(name)`.
 */
export function messageText(text: string, length = 400): string {
  return sanitizeText(text, length).replaceAll("](", "] (").replaceAll("$(", "$ (");
}

/** The same for a Markdown table: nothing in it becomes a link, markup, a cell or an icon. */
export function markdownText(text: string, length?: number): string {
  return sanitizeText(text, length).replace(
    /[\\`*_{}[\]()#+\-.!|~<>$&:/@]/g,
    (mark) => `&#${mark.charCodeAt(0)};`,
  );
}
