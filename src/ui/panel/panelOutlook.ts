import { type AccountStatus, headlineMeter } from "../../core/accounts/accountStatus.ts";
import { horizonDays, type Runway } from "../../core/forecast/runway.ts";
import type { PanelBand, PanelOutlook } from "../../protocol/panelOutlook.ts";
import { runwayText } from "../text/runwayText.ts";
import type { Reader } from "../text/textContext.ts";

const dayMs = 86_400_000;

/** What the panel tells and draws of how long an account lasts; `undefined` while nothing is foretold. */
export function panelOutlook(
  status: AccountStatus,
  runway: Runway | undefined,
  reader: Reader,
): PanelOutlook | undefined {
  const meter = headlineMeter(status);
  if (!meter || !runway) return undefined;
  const ends = endsOf(runway, Number(meter.remaining), reader.nowMs);
  return {
    text: runwayText(runway, meter.unit, reader),
    ...(ends ? { band: { meterId: meter.id, ...ends } } : {}),
  };
}

function endsOf(runway: Runway, left: number, nowMs: number): Omit<PanelBand, "meterId"> | undefined {
  if (runway.kind === "lastsUntilReset") {
    const { resetsAtMs: atMs, leftFrom, leftTo } = runway;
    return { soonest: { atMs, left: leftFrom }, latest: { atMs, left: leftTo } };
  }
  if (runway.kind !== "runsOut") return undefined;
  // Where the latest course has no end, it is drawn as if nothing were spent.
  const open = { atMs: nowMs + horizonDays * dayMs, left };
  return {
    soonest: { atMs: runway.fromMs, left: 0 },
    latest: runway.toMs === undefined ? open : { atMs: runway.toMs, left: 0 },
  };
}
