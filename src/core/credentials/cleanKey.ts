// Zero-width and other invisible characters that web pages and chats put beside a key.
const invisiblePattern =
  /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]|\ufeff/gu;
/** Blanks at both ends. A line break stays, because a text of several lines is no key. */
const outerBlankPattern = /^[ \t\u00a0]+|[ \t\u00a0]+$/g;
/** `NAME=key` as in an .env file or a shell, with or without `export`. */
const assignmentPattern =
  /^(?:export\s+|set\s+|\$env:)?[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\s*[=:]\s*(?=[^=\s])|^(?:export\s+|set\s+|\$env:)?(?:key|token|apikey)\s*=\s*(?=[^=\s])/i;
const quotePairs = ['""', "''", "``", "“”", "‘’", "«»"];

/**
 * A key as it was meant: without blanks and invisible characters, quotes around it, and the name before it where it was
 * copied from a file (`POOF_API_KEY="pk_…"`). Any other text stays as it is.
 */
export function cleanKey(text: string): string {
  const visible = text.replace(invisiblePattern, "").replace(outerBlankPattern, "");
  const value = visible.replace(assignmentPattern, "").replace(/;$/, "");
  // Only a name that was found makes a last semicolon punctuation.
  return unquote(value.length < visible.length && assignmentPattern.test(visible) ? value : visible);
}

function unquote(text: string): string {
  const pair = quotePairs.find(
    ([open = "", close = ""]) => text.length > 2 && text.startsWith(open) && text.endsWith(close),
  );
  return pair ? text.slice(1, -1).replace(outerBlankPattern, "") : text;
}
