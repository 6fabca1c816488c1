const maxLength = 8192;

/**
 * Whether a key may be a header value: printable ASCII without spaces, at most 8192 characters. Checked first,
 * because `Headers` throws a TypeError that quotes the key when the key contains a newline.
 */
export function isHeaderSafe(text: string): boolean {
  return text.length <= maxLength && /^[\x21-\x7e]+$/.test(text);
}
