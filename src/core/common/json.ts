/** What `JSON.stringify` writes as it stands: a number with all of its digits. */
export function rawJson(text: string): unknown {
  return (JSON as JsonWithRaw).rawJSON(text);
}

// ES2026, in Node 21 and Chromium; not yet in TypeScript's own declaration.
type JsonWithRaw = typeof JSON & { rawJSON(text: string): unknown };
