import { parseJwtTimes } from "../../core/credentials/jwtTimes.ts";
import type { Outcome } from "../../core/readings/outcome.ts";
import { success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { instantOf } from "../../core/time/instant.ts";

/** Later dates mean a key that never expires. */
const maxExpiryMs = Date.UTC(9999, 0);

/** Adds when a key expires that is a JSON Web Token and names it, where the reply does not tell. */
export function withKeyExpiry(outcome: Outcome<Snapshot>, key: string): Outcome<Snapshot> {
  if (!outcome.ok || outcome.value.keyExpiresAt !== undefined) return outcome;
  const expiresAtMs = parseJwtTimes(key)?.expiresAtMs;
  return expiresAtMs === undefined || !(expiresAtMs > 0 && expiresAtMs < maxExpiryMs)
    ? outcome
    : success({ ...outcome.value, keyExpiresAt: instantOf(expiresAtMs) });
}
