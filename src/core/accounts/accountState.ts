import type { Unit } from "../money/unit.ts";
import type { MeterRole } from "../readings/snapshot.ts";
import type { Instant } from "../time/instant.ts";

/** Public contract: an account as other extensions, the panel and the agent tool see it. Never contains a key. */
export interface AccountState {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  readonly level: Level;
  /** The last good values, the headline meter first. Empty before the first good reading. */
  readonly meters: readonly Meter[];
  /** When these values were read from the provider. */
  readonly readAt?: Instant;
  /** The values are older than two intervals, or the last attempt failed. */
  readonly stale: boolean;
  /** Why the last attempt failed; absent after a good attempt. */
  readonly problem?: Problem;
  readonly plan?: string;
  readonly expiresAt?: Instant;
  readonly keyExpiresAt?: Instant;
  readonly autoTopUp?: { readonly threshold?: string; readonly amount?: string };
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** From the best to the worst, then what is not known. */
export const levels = ["ok", "low", "empty", "unknown"] as const;

export type Level = (typeof levels)[number];

/** Amounts are exact decimal strings in `unit`. */
export interface Meter {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** `null`: unlimited. */
  readonly remaining: string | null;
  readonly used?: string;
  readonly limit?: string | null;
  readonly held?: string;
  readonly resetsAt?: Instant;
  /** `limit`: all limits have to hold. `pool`: any pool pays. `info`: decides nothing. */
  readonly role?: MeterRole;
  /** Meters of one group pay together, as one pool in which all of them have to hold. */
  readonly group?: string;
}

export const problemKinds = [
  "keyMissing",
  "keyRejected",
  "forbidden",
  "rateLimited",
  "unreachable",
  "timeout",
  "redirected",
  "tooLarge",
  "badResponse",
  "providerError",
  "blockedOrigin",
] as const;

export type ProblemKind = (typeof problemKinds)[number];

export interface Problem {
  readonly kind: ProblemKind;
  /** What happened and what to do, in the display language. */
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAt?: Instant;
}
