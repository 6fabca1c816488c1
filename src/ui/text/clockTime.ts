import type { Reader } from "./textContext.ts";

const dayMs = 86_400_000;

/** A moment on the reader's clock: "18:42", with its date when it is a day or more away. */
export function clockTime(atMs: number, { locale, nowMs }: Reader): string {
  const isFar = Math.abs(atMs - nowMs) >= dayMs;
  return new Intl.DateTimeFormat(locale, {
    ...(isFar ? { dateStyle: "medium" } : {}),
    timeStyle: "short",
  }).format(atMs);
}
