/**
 * Makes a text that a provider or the user wrote safe to show on one line: without control and format characters, which
 * can reverse the direction of the text around them, and cut to `length` UTF-16 units.
 */
export function sanitizeText(text: string, length = 80): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  // A surrogate pair may have been cut in two, here or before.
  return (line.length > length ? `${line.slice(0, length - 1)}…` : line).toWellFormed();
}

/** The same for a label, where VS Code draws an icon for `$(name)`. */
export function labelText(text: string, length?: number): string {
  return sanitizeText(text, length).replaceAll("$(", "\\$(");
}

/**
 * The same for a message or a prompt, where VS Code makes a link of `[text](address)`, even one that runs a command, and
 * an icon of `$(name)`.
 */
export function messageText(text: string, length = 400): string {
  return sanitizeText(text, length).replaceAll("](", "] (").replaceAll("$(", "$ (");
}

/** The same for a cell of a Markdown table: no character of it acts as markup or ends the cell. */
export function markdownText(text: string, length?: number): string {
  return escapeMarkdown(sanitizeText(text, length));
}

/** Replaces the characters that act as markup, in a text that is sanitized already. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|~<>$&:/@]/g, (character) => `&#${character.charCodeAt(0)};`);
}
