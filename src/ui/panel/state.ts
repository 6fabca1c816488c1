import {
  type AccountStatus,
  displayedMeters,
  headlineMeter,
  judgedSnapshot,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { floorAmounts } from "../../core/accounts/floorAmounts.ts";
import { sortBySeverity } from "../../core/accounts/sortBySeverity.ts";
import { defined } from "../../core/common/defined.ts";
import { horizonDays, type Runway } from "../../core/forecast/runway.ts";
import { parsePlainAmount } from "../../core/money/amount.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { ForecastBand, ForecastView, PanelAccount, PanelState } from "../../protocol/panelState.ts";
import type { Provider } from "../../providers/provider.ts";
import { endpointOf } from "../../services/credentials/endpointOf.ts";
import { providerLinkKinds } from "../context/providerLinks.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { firstPoolText, runwayText, shortRunwayText } from "../text/runwayText.ts";
import type { TextContext } from "../text/textContext.ts";
import type { RequestContext } from "./handleRequest.ts";
import { panelStrings } from "./strings.ts";

/** How long an account lasts, in words and for drawing; `undefined` without a forecast. */
export function forecastView(status: AccountStatus, textContext: TextContext): ForecastView | undefined {
  const { runway } = status;
  const meter = status.reading?.snapshot.meters.find(({ id }) => id === runway?.meterIds[0]);
  if (!meter || !runway) return undefined;
  const text = [
    runwayText(runway, meter.unit, textContext),
    runway.kind === "runsOut" ? firstPoolText(runway, localizeLabel(meter.label), textContext) : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
  // Several pools that pay together have no line of their own in the chart.
  const ends =
    runway.meterIds.length === 1 ? bandEnds(runway, Number(meter.remaining), textContext.nowMs) : undefined;
  return {
    text: meter === headlineMeter(status) ? text : l10n.t("{0}: {1}", localizeLabel(meter.label), text),
    ...(runway.kind === "notEnoughData" ? {} : { short: shortRunwayText(runway, textContext) }),
    ...(ends ? { band: { meterId: meter.id, ...ends } } : {}),
  };
}

function bandEnds(
  runway: Runway,
  remaining: number,
  nowMs: number,
): Omit<ForecastBand, "meterId"> | undefined {
  if (runway.kind === "lastsUntilReset") {
    const { resetsAtMs: atMs, remainingFrom, remainingTo } = runway;
    return { earliest: { atMs, remaining: remainingFrom }, latest: { atMs, remaining: remainingTo } };
  }
  if (runway.kind === "lastsUntilExpiry") {
    const { expiresAtMs: atMs, remainingFrom, remainingTo } = runway;
    return { earliest: { atMs, remaining: remainingFrom }, latest: { atMs, remaining: remainingTo } };
  }
  if (runway.kind !== "runsOut") return undefined;
  // A latest end that is not known is drawn as if nothing were spent.
  const unchanged = { atMs: nowMs + horizonDays * dayMs, remaining };
  return {
    earliest: { atMs: runway.fromMs, remaining: 0 },
    latest: runway.toMs === undefined ? unchanged : { atMs: runway.toMs, remaining: 0 },
  };
}

/** All that the panel shows without a request. It never contains a key. */
export async function getPanelState(context: RequestContext): Promise<PanelState> {
  const textContext = context.accountViews.textContext();
  const statuses = context.accountViews.statuses();
  const ranked = sortBySeverity(statuses, textContext.nowMs);
  const accounts = statuses.map((status) =>
    panelAccount(context, status, ranked.indexOf(status), textContext),
  );
  // Whether the history is on is known once it has been opened.
  await context.history.read(() => undefined);
  const off = context.history.offReason();
  return {
    accounts: await Promise.all(accounts),
    hideAmounts: textContext.hideAmounts,
    history: off === undefined ? { isOn: true } : { isOn: false, message: historyOffText(off) },
    locale: textContext.locale,
    strings: panelStrings(),
  };
}

async function panelAccount(
  context: RequestContext,
  status: AccountStatus,
  rank: number,
  textContext: TextContext,
): Promise<PanelAccount> {
  const { account, reading, isReading } = status;
  const { accountViews, ledgerSync, providerRegistry } = context;
  const provider = providerRegistry.find(account.provider);
  const state = accountViews.state(status, textContext);
  const keyHost = keyHostOf(status, provider);
  const forecast = forecastView(status, textContext);
  const sync = await ledgerSync.readState(account);
  return {
    ...state,
    providerName: accountViews.providerName(account.provider),
    links: providerLinkKinds(provider),
    ...(keyHost === undefined ? {} : { keyHost }),
    isBlocked: reading !== undefined && withDisplayedMeters(reading.snapshot, account).isBlocked,
    isReading,
    isHidden: accountViews.isSetAside(account.id),
    rank,
    standings: standingsById(status),
    ...(reading ? { floors: floorAmounts(judgedSnapshot(reading.snapshot, account), account.low) } : {}),
    ...defined({ dailyBudget: parsePlainAmount(account.dailyBudget ?? "") }),
    ...(forecast ? { forecast } : {}),
    ...(sync ? { sync } : {}),
  };
}

/** What each displayed meter does for the account, by its id. */
function standingsById(status: AccountStatus): PanelAccount["standings"] {
  return Object.fromEntries(
    displayedMeters(status).flatMap(({ meter, standing }) =>
      standing === undefined ? [] : [[meter.id, standing]],
    ),
  );
}

/** The host that the key was entered for; not known before the first attempt. */
function keyHostOf(
  { account, reading, failure }: AccountStatus,
  provider: Provider | undefined,
): string | undefined {
  if (failure?.kind === "keyMissing" || (!reading && !failure)) return undefined;
  if (failure?.kind === "blockedOrigin") return failure.givenFor && URL.parse(failure.givenFor)?.host;
  return provider && endpointOf(account, provider)?.host;
}
