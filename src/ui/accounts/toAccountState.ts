import type { AccountState, Meter } from "../../core/accounts/accountState.ts";
import {
  type AccountStatus,
  isStatusStale,
  statusLevel,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import type { Detail, MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";
import { detailText } from "../text/detailText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { localizeLabel } from "../text/labels.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/**
 * An account's status in the public contract's shape and the reader's words. Never a key. `lookedUp`: what its
 * provider told besides the reading.
 */
export function accountState(
  status: AccountStatus,
  providerName: string,
  textContext: TextContext,
  lookedUp: readonly Detail[] = [],
): AccountState {
  const { account, reading, failure } = status;
  return {
    id: account.id,
    provider: account.provider,
    label: sanitizeText(account.label),
    level: statusLevel(status),
    stale: isStatusStale(status, textContext.nowMs),
    ...(reading
      ? {
          readAt: instantOf(reading.readAtMs),
          ...facts(withDisplayedMeters(reading.snapshot, account), lookedUp, textContext),
        }
      : { meters: [], details: [] }),
    ...(failure ? { problem: failureMessage(failure, providerName, textContext) } : {}),
  };
}

type Facts = Pick<AccountState, "meters" | "details" | "plan" | "expiresAt" | "autoTopUp">;

function facts(
  { meters, details, plan, expiresAt, autoTopUp }: Snapshot,
  lookedUp: readonly Detail[],
  textContext: TextContext,
): Facts {
  return {
    meters: meters.map(meterState),
    details: [...details, ...lookedUp].map(({ label, value }) => ({
      label: localizeLabel(label),
      value: detailText(value, textContext),
    })),
    ...(plan === undefined ? {} : { plan: sanitizeText(plan) }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(autoTopUp === undefined ? {} : { autoTopUp }),
  };
}

function meterState({ label, ...meter }: MeterReading): Meter {
  return { ...meter, label: localizeLabel(label) };
}
