const maxLength = 8192;

/**
 * Whether a key may go into a header: printable ASCII without blanks. `Headers` throws a TypeError that
 * quotes the key when it meets a newline, so this is asked first.
 */
export function isHeaderSafe(text: string): boolean {
  return text.length <= maxLength && /^[\x21-\x7e]+$/.test(text);
}
