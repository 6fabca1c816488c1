import type { AccountState, Meter } from "../core/accountState.ts";
import { type AccountStatus, chosenSnapshot, isStatusStale, statusLevel } from "../core/accountStatus.ts";
import { instantOf } from "../core/instant.ts";
import type { Detail, MeterReading, Snapshot } from "../core/snapshot.ts";
import { plainText } from "./plainText.ts";
import { detailText } from "./words/detailText.ts";
import { problemOf } from "./words/problemOf.ts";
import type { Reader } from "./words/reader.ts";
import { termText } from "./words/termText.ts";

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
