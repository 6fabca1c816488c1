import { type AccountStatus, displayedMeters, statusLevel } from "../core/accounts/accountStatus.ts";
import { hiddenAmount } from "../core/money/formatAmount.ts";
import { instantOf } from "../core/time/instant.ts";
import { sanitizeText } from "../ui/text/sanitizeText.ts";
import type { TextContext } from "../ui/text/textContext.ts";
import { LocalAccounts } from "./localAccounts.ts";

/** The accounts as JSON for an agent: no text of a provider. Throws a `StorageError`. */
export async function accountList(storageFolder: string): Promise<string> {
  const accounts = LocalAccounts.open(storageFolder);
  try {
    await accounts.estimateRunways();
    const textContext = accounts.textContext();
    return JSON.stringify(
      { accounts: accounts.statuses().map((status) => listed(status, textContext)) },
      undefined,
      2,
    );
  } finally {
    accounts.close();
  }
}

function listed(status: AccountStatus, { nowMs, hideAmounts }: TextContext) {
  const { account, reading, failure } = status;
  return {
    id: account.id,
    label: sanitizeText(account.label),
    level: statusLevel(status, nowMs),
    ...(reading
      ? {
          readAt: instantOf(reading.readAtMs),
          ageSeconds: Math.max(0, Math.floor((nowMs - reading.readAtMs) / 1000)),
        }
      : {}),
    ...(failure ? { lastAttemptFailed: failure.kind } : {}),
    pools: displayedMeters(status).map(({ meter, standing }) => ({
      id: meter.id,
      left: meter.remaining === null ? "unlimited" : hideAmounts ? hiddenAmount : meter.remaining,
      unit: meter.unit.code ?? meter.unit.kind,
      ...(meter.resetsAt === undefined ? {} : { resetsAt: meter.resetsAt }),
      ...(standing ? { standing } : {}),
    })),
  };
}
