import type { AccountState, Meter } from "../../core/accounts/accountState.ts";
import {
  type AccountStatus,
  chosenSnapshot,
  isStatusStale,
  statusLevel,
} from "../../core/accounts/accountStatus.ts";
import type { Detail, MeterReading, Snapshot } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";
import { detailText } from "../text/detailText.ts";
import { problemOf } from "../text/failureMessage.ts";
import { termText } from "../text/labels.ts";
import { plainText } from "../text/sanitizeText.ts";
import type { Reader } from "../text/textContext.ts";

/**
 * An account's status in the public contract's shape and the reader's words. Never a key. `lookedUp`: what its
 * provider told besides the reading.
 */
export function accountState(
  status: AccountStatus,
  providerName: string,
  reader: Reader,
  lookedUp: readonly Detail[] = [],
): AccountState {
  const { account, reading, failure } = status;
  return {
    id: account.id,
    provider: account.provider,
    label: plainText(account.label),
    level: statusLevel(status),
    stale: isStatusStale(status, reader.nowMs),
    ...(reading
      ? {
          readAt: instantOf(reading.readAtMs),
          ...facts(chosenSnapshot(reading.snapshot, account), lookedUp, reader),
        }
      : { meters: [], details: [] }),
    ...(failure ? { problem: problemOf(failure, providerName, reader) } : {}),
  };
}

type Facts = Pick<AccountState, "meters" | "details" | "plan" | "expiresAt" | "autoTopUp">;

function facts(
  { meters, details, plan, expiresAt, autoTopUp }: Snapshot,
  lookedUp: readonly Detail[],
  reader: Reader,
): Facts {
  return {
    meters: meters.map(meterState),
    details: [...details, ...lookedUp].map(({ label, value }) => ({
      label: termText(label),
      value: detailText(value, reader),
    })),
    ...(plan === undefined ? {} : { plan: plainText(plan) }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(autoTopUp === undefined ? {} : { autoTopUp }),
  };
}

function meterState({ label, ...meter }: MeterReading): Meter {
  return { ...meter, label: termText(label) };
}
