import type { Account } from "../../core/accounts/account.ts";
import type { AccountState, Meter } from "../../core/accounts/accountState.ts";
import {
  type AccountStatus,
  isStatusStale,
  judgedSnapshot,
  statusLevel,
  withDisplayedMeters,
} from "../../core/accounts/accountStatus.ts";
import { rolesOf } from "../../core/accounts/pools.ts";
import { defined } from "../../core/common/defined.ts";
import type { Detail, MeterReading, MeterRole, Snapshot } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";
import { detailText } from "../text/detailText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { localizeLabel } from "../text/labels.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/**
 * An account's status in the API's shape and the display language. Never a key. `onDemandDetails` are details that the
 * provider has apart from the reading.
 */
export function toAccountState(
  status: AccountStatus,
  textContext: TextContext,
  onDemandDetails: readonly Detail[] = [],
): AccountState {
  const { account, reading, failure } = status;
  return {
    id: account.id,
    provider: account.provider,
    label: sanitizeText(account.label),
    level: statusLevel(status, textContext.nowMs),
    stale: isStatusStale(status, textContext.nowMs),
    ...(reading
      ? {
          readAt: instantOf(reading.readAtMs),
          ...snapshotFields(reading.snapshot, account, onDemandDetails, textContext),
        }
      : { meters: [], details: [] }),
    ...(failure ? { problem: failureMessage(failure, textContext) } : {}),
  };
}

type SnapshotFields = Pick<
  AccountState,
  "meters" | "details" | "plan" | "expiresAt" | "keyExpiresAt" | "autoTopUp"
>;

function snapshotFields(
  snapshot: Snapshot,
  account: Account,
  onDemandDetails: readonly Detail[],
  textContext: TextContext,
): SnapshotFields {
  const { details, plan, expiresAt, keyExpiresAt, autoTopUp } = snapshot;
  const judged = judgedSnapshot(snapshot, account).meters;
  const roles = rolesOf(judged);
  const meters = withDisplayedMeters(snapshot, account).meters;
  return defined({
    meters: meters.map((meter) => toMeter(meter, roles[judged.indexOf(meter)])),
    details: [...details, ...onDemandDetails].map(({ label, value }) => ({
      label: localizeLabel(label),
      value: detailText(value, textContext),
    })),
    plan: plan && sanitizeText(plan),
    expiresAt,
    keyExpiresAt,
    autoTopUp,
  });
}

/** Without what only the level is judged by. */
function toMeter(
  { label, bought: _bought, full: _full, ...meter }: MeterReading,
  role: MeterRole = "info",
): Meter {
  return { ...meter, role, label: localizeLabel(label) };
}
