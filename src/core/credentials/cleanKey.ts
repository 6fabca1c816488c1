// Zero-width and other invisible characters that web pages and chats put beside a key.
const invisiblePattern =
  /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]|\ufeff/gu;
/** Blanks at both ends. A line break stays, because a text of several lines is no key. */
const outerBlankPattern = /^[ \t\u00a0]+|[ \t\u00a0]+$/g;
/**
 * `NAME=key` as in an .env file or a shell, with or without `export`. A name has an underscore or is a
 * usual one, because a key may contain `=`.
 */
const assignmentPattern =
  /^(?:export\s+|set\s+|\$env:)?(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|(?:name|key|token|secret|api-?key)(?=\s*=))\s*[=:]\s*(?=[^=\s])/i;
/** How a key stands in a request. No key contains a blank. */
const headerPattern = /^(?:authorization:\s*)?bearer\s+(?=\S+$)/i;
/** What ends a line of a file, behind a name or a closing quote. */
const lineEndPattern = /(?:\s+#.*|\s*[;,])$/;
const quotePairs = ['""', "''", "``", "“”", "‘’", "«»"];

/**
 * A key as it was meant: without blanks and invisible characters, quotes around it, and the name before it where it was
 * copied from a file (`POOF_API_KEY="pk_…"`) or a request (`Bearer pk_…`). Any other text stays as it is.
 */
export function cleanKey(text: string): string {
  const visible = text.replace(invisiblePattern, "").replace(outerBlankPattern, "");
  const line = unquote(visible);
  const value = line.replace(assignmentPattern, "");
  // Only a name that was found makes what ends a line no part of the key.
  const key = value.length < line.length ? unquote(value.replace(lineEndPattern, "")) : line;
  return key.replace(headerPattern, "");
}

function unquote(text: string): string {
  const bare = quoteOf(text.replace(lineEndPattern, ""));
  return bare ?? text;
}

/** The text between quotes; `undefined` without both. */
function quoteOf(text: string): string | undefined {
  const pair = quotePairs.find(
    ([open = "", close = ""]) => text.length > 2 && text.startsWith(open) && text.endsWith(close),
  );
  return pair && text.slice(1, -1).replace(outerBlankPattern, "");
}
