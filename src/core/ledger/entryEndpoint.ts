/** The fields of an entry's metadata that name what was called, in order of preference. */
const fields = ["endpoint", "model", "service", "path"];
const maxLength = 200;

/** What an entry was booked for, such as `/v2/ocr`, as its metadata name it; `undefined` where they do not. */
export function entryEndpoint(metadata: string | undefined): string | undefined {
  if (metadata === undefined) return undefined;
  const values = parseObject(metadata);
  for (const field of fields) {
    const value = values?.[field];
    if (typeof value === "string" && value.trim() !== "")
      return value.trim().slice(0, maxLength).toWellFormed();
  }
  return undefined;
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
