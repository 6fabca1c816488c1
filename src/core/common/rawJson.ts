/** A value that `JSON.stringify` writes unchanged, such as a number with all of its digits. */
export function rawJson(text: string): unknown {
  return (JSON as JsonWithRaw).rawJSON(text);
}

// ES2026, in Node 21 and Chromium. TypeScript does not declare it yet.
type JsonWithRaw = typeof JSON & { rawJSON(text: string): unknown };
