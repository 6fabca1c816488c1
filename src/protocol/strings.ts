import type { ChartWords } from "./chartWords.ts";
import type { LedgerWords } from "./ledgerWords.ts";
import type { UsageWords } from "./usageWords.ts";

/** Every word of the panel, in the reader's language; `{0}` stands for a value. */
export interface PanelWords {
  readonly accounts: string;
  readonly refresh: string;
  readonly addAccount: string;
  readonly trySample: string;
  readonly welcomeTitle: string;
  readonly welcomeText: string;
  readonly meters: string;
  readonly account: string;
  /** "credits left" by unit kind; money has no word after it but "left". */
  readonly leftCredits: string;
  readonly leftRequests: string;
  readonly leftMoney: string;
  readonly unlimited: string;
  readonly unknown: string;
  /** "{0} of {1} used" */
  readonly usedOf: string;
  /** "{0} used" */
  readonly used: string;
  /** "{0} held" */
  readonly held: string;
  /** "{0} plan" */
  readonly plan: string;
  /** "resets {0}" */
  readonly resets: string;
  /** "expires {0}" */
  readonly expires: string;
  /** "expired {0}" */
  readonly expired: string;
  /** "tops up {1} below {0}", "tops up below {0}", "tops up automatically" */
  readonly topsUpBy: string;
  readonly topsUpBelow: string;
  readonly topsUp: string;
  /** "read {0}" */
  readonly read: string;
  readonly reading: string;
  readonly notReadYet: string;
  readonly stale: string;
  readonly keyGivenFor: string;
  readonly blocked: string;
  readonly enterKey: string;
  readonly tryAgain: string;
  /** "may be asked again at {0}" */
  readonly askAgainAt: string;
  /** Names of rows under "Account". */
  readonly providerLabel: string;
  readonly planLabel: string;
  readonly levels: {
    readonly ok: string;
    readonly low: string;
    readonly empty: string;
    readonly unknown: string;
  };
  /** Reads the one account. */
  readonly readNow: string;
  readonly loading: string;
  /** Stands where history would, the reason having been said. */
  readonly historyOff: string;
  /** Of a chosen range of days. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly chart: ChartWords;
  readonly usage: UsageWords;
  readonly ledger: LedgerWords;
}
