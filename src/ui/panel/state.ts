import { type AccountStatus, headlineMeter, withDisplayedMeters } from "../../core/accounts/accountStatus.ts";
import { horizonDays, type Runway } from "../../core/forecast/runway.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { ForecastBand, ForecastView, PanelAccount, PanelState } from "../../protocol/messages.ts";
import type { Provider } from "../../providers/provider.ts";
import { endpointOf } from "../../services/credentials/accountClient.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { runwayText } from "../text/runwayText.ts";
import type { TextContext } from "../text/textContext.ts";
import { panelWords } from "./strings.ts";

/** What the panel tells and draws of how long an account lasts; `undefined` while nothing is foretold. */
export function panelOutlook(
  status: AccountStatus,
  runway: Runway | undefined,
  textContext: TextContext,
): ForecastView | undefined {
  const meter = headlineMeter(status);
  if (!meter || !runway) return undefined;
  const ends = endsOf(runway, Number(meter.remaining), textContext.nowMs);
  return {
    text: runwayText(runway, meter.unit, textContext),
    ...(ends ? { band: { meterId: meter.id, ...ends } } : {}),
  };
}

function endsOf(runway: Runway, left: number, nowMs: number): Omit<ForecastBand, "meterId"> | undefined {
  if (runway.kind === "lastsUntilReset") {
    const { resetsAtMs: atMs, remainingFrom, remainingTo } = runway;
    return { soonest: { atMs, left: remainingFrom }, latest: { atMs, left: remainingTo } };
  }
  if (runway.kind !== "runsOut") return undefined;
  // Where the latest course has no end, it is drawn as if nothing were spent.
  const open = { atMs: nowMs + horizonDays * dayMs, left };
  return {
    soonest: { atMs: runway.fromMs, left: 0 },
    latest: runway.toMs === undefined ? open : { atMs: runway.toMs, left: 0 },
  };
}

/** All that the panel shows. Never a key. */
export async function panelState(context: CommandContext): Promise<PanelState> {
  const textContext = context.accountViews.textContext();
  const accounts = context.accountViews
    .statuses()
    .map((status) => panelAccount(context, status, textContext));
  // Opened, it is known whether it is on.
  await context.history.read(() => undefined);
  const off = context.history.offReason();
  return {
    kind: "state",
    accounts: await Promise.all(accounts),
    hideAmounts: textContext.hideAmounts,
    history: off === undefined ? { isOn: true } : { isOn: false, message: historyOffText(off) },
    locale: textContext.locale,
    words: panelWords(),
  };
}

async function panelAccount(
  context: CommandContext,
  status: AccountStatus,
  textContext: TextContext,
): Promise<PanelAccount> {
  const { account, reading, isReading } = status;
  const { accountViews, ledgerSync, providerRegistry } = context;
  const provider = providerRegistry.find(account.provider);
  const state = accountViews.state(status, textContext);
  const keyHost = keyHostOf(status, provider);
  const outlook = panelOutlook(status, accountViews.runwayOf(status), textContext);
  const sync = await ledgerSync.readState(account);
  return {
    ...state,
    providerName: accountViews.providerName(account.provider),
    ...(keyHost === undefined ? {} : { keyHost }),
    isBlocked: reading !== undefined && withDisplayedMeters(reading.snapshot, account).isBlocked,
    isReading,
    ...(outlook ? { outlook } : {}),
    ...(sync ? { sync } : {}),
  };
}

/** The host that the key was given for, as the outcome of the last attempt tells it. */
function keyHostOf(
  { account, reading, failure }: AccountStatus,
  provider: Provider | undefined,
): string | undefined {
  if (failure?.kind === "keyMissing" || (!reading && !failure)) return undefined;
  if (failure?.kind === "blockedOrigin") return failure.givenFor && URL.parse(failure.givenFor)?.host;
  return provider && endpointOf(account, provider)?.host;
}
