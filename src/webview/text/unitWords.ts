import type { Meter } from "../../core/accounts/accountState.ts";
import type { Screen } from "../app/screen.ts";

/** What the figure counts: "credits left"; the meter's own name where nothing is counted down. */
export function unitWords({ words }: Screen, meter: Meter): string {
  if (meter.remaining === null) return meter.label;
  return { credits: words.leftCredits, requests: words.leftRequests, currency: words.leftMoney }[
    meter.unit.kind
  ];
}
