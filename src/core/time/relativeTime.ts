const steps = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** How long ago or ahead an instant is, in whole units: "2 minutes ago", "in 3 days", "now". */
export function formatRelativeTime(atMs: number, nowMs: number, locale: string): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const differenceMs = atMs - nowMs;
  for (const { unit, ms } of steps) {
    if (Math.abs(differenceMs) >= ms) return relative.format(Math.trunc(differenceMs / ms), unit);
  }
  return relative.format(0, "second");
}
