import type { MeterReading } from "./snapshot.ts";

/**
 * Whether a meter's period ended after its reading: the amount of the old period says nothing about the new one. A
 * date that had passed when the provider sent it is the provider's own and changes nothing.
 */
export function hasPeriodEnded(
  { resetsAt }: Pick<MeterReading, "resetsAt">,
  readAtMs: number,
  nowMs: number,
): boolean {
  if (resetsAt === undefined) return false;
  const resetsAtMs = Date.parse(resetsAt);
  return readAtMs < resetsAtMs && resetsAtMs <= nowMs;
}
