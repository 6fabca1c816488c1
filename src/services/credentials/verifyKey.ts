import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import { isCredentialRefused } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Adapter, RequestContext, SessionClient, Tokens } from "../../providers/provider.ts";
import type { Credential } from "../../store/secrets/storedKey.ts";

/** What a person gave to sign in with. */
export type CredentialInput =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "signIn"; readonly email: string; readonly password: string }
  | { readonly kind: "tokens"; readonly refreshToken: string; readonly accessToken?: string };

export interface VerifiedKey {
  /** What is to be stored; absent when a sign-in got no answer, for the password is not kept. */
  readonly credential?: Credential;
  /** The first reading with it. */
  readonly outcome: Outcome<Snapshot>;
}

/**
 * Reads the account once with what a person gave. Fails where the provider refuses it; any other
 * trouble is in the outcome, for a key cannot be blamed for it.
 */
export async function verifyKey(
  adapter: Adapter,
  exchange: RequestContext,
  given: CredentialInput,
): Promise<Outcome<VerifiedKey>> {
  const verified = await readWith(adapter, exchange, given);
  if (verified.outcome.ok || !isCredentialRefused(verified.outcome.failure)) return success(verified);
  // The given access token may just be old; the refresh token has the last word.
  if (given.kind === "tokens" && given.accessToken !== undefined) {
    return verifyKey(adapter, exchange, { kind: "tokens", refreshToken: given.refreshToken });
  }
  return verified.outcome;
}

async function readWith(
  adapter: Adapter,
  exchange: RequestContext,
  given: CredentialInput,
): Promise<VerifiedKey> {
  const { session } = adapter;
  if (given.kind === "key") {
    if (session || !isHeaderSafe(given.key)) return refused;
    const outcome = await adapter.read({ ...exchange, secret: given.key });
    return { credential: { kind: "key", key: given.key }, outcome };
  }
  if (!session) return refused;
  const tokens = await tokensOf(session, exchange, given);
  if (!tokens.ok) {
    const kept = given.kind === "tokens" ? sessionCredential(given) : undefined;
    return { ...(kept ? { credential: kept } : {}), outcome: tokens };
  }
  const outcome = await adapter.read({ ...exchange, secret: tokens.value.accessToken });
  return { credential: sessionCredential(tokens.value), outcome };
}

async function tokensOf(
  session: SessionClient,
  exchange: RequestContext,
  given: Exclude<CredentialInput, { kind: "key" }>,
): Promise<Outcome<Tokens>> {
  if (given.kind === "signIn") return session.signIn(exchange, given);
  const { refreshToken, accessToken } = given;
  if (!isHeaderSafe(refreshToken)) return refused.outcome;
  if (accessToken === undefined) return session.refresh(exchange, refreshToken);
  return isHeaderSafe(accessToken) ? success({ accessToken, refreshToken }) : refused.outcome;
}

function sessionCredential({
  accessToken,
  refreshToken,
}: Partial<Tokens> & Pick<Tokens, "refreshToken">): Credential {
  return { kind: "session", refreshToken, ...(accessToken === undefined ? {} : { accessToken }) };
}

const refused = { outcome: failed({ kind: "keyRejected" }) } as const;
