import { defined } from "../../core/common/defined.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import { isCredentialRefused } from "../../core/readings/failure.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import type { Adapter, Provider, RequestContext, SessionClient, Tokens } from "../../providers/provider.ts";
import type { Credential } from "../../store/secrets/storedKey.ts";

/** The credential that the user entered. */
export type CredentialInput =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "signIn"; readonly email: string; readonly password: string }
  | { readonly kind: "tokens"; readonly refreshToken: string; readonly accessToken?: string };

export interface VerifiedKey {
  /** The credential to store; absent when a sign-in got no reply, because the password is not stored. */
  readonly credential?: Credential;
  /** The first reading with the credential. */
  readonly outcome: Outcome<Snapshot>;
}

/**
 * Reads the account once with the entered credential. Fails when the provider rejects the credential. Any other failure
 * is in the outcome, because it says nothing about the credential.
 */
export async function verifyKey(
  adapter: Adapter,
  context: RequestContext,
  input: CredentialInput,
): Promise<Outcome<VerifiedKey>> {
  const verified = await readWith(adapter, context, input);
  if (verified.outcome.ok || !isCredentialRefused(verified.outcome.failure)) return success(verified);
  // The access token may only be expired, so the refresh token decides.
  if (input.kind === "tokens" && input.accessToken !== undefined) {
    return verifyKey(adapter, context, { kind: "tokens", refreshToken: input.refreshToken });
  }
  return verified.outcome;
}

/**
 * The credential to store when it cannot be tried now; `undefined` for one of the wrong form, and for a sign-in, of
 * which only the reply could be stored.
 */
export function unverifiedCredential(
  { hasSignIn }: Pick<Provider, "hasSignIn">,
  input: CredentialInput,
): Credential | undefined {
  if (input.kind === "key") return hasSignIn || !isHeaderSafe(input.key) ? undefined : input;
  return input.kind === "tokens" && hasSignIn && isHeaderSafe(input.refreshToken)
    ? toCredential(input)
    : undefined;
}

async function readWith(
  adapter: Adapter,
  context: RequestContext,
  input: CredentialInput,
): Promise<VerifiedKey> {
  const { session } = adapter;
  if (input.kind === "key") {
    if (session || !isHeaderSafe(input.key)) return rejected;
    const outcome = await adapter.read({ ...context, secret: input.key });
    return { credential: { kind: "key", key: input.key }, outcome };
  }
  if (!session) return rejected;
  const tokens = await obtainTokens(session, context, input);
  if (!tokens.ok) {
    const credential = input.kind === "tokens" ? toCredential(input) : undefined;
    return { ...defined({ credential }), outcome: tokens };
  }
  const outcome = await adapter.read({ ...context, secret: tokens.value.accessToken });
  return { credential: toCredential(tokens.value), outcome };
}

async function obtainTokens(
  session: SessionClient,
  context: RequestContext,
  input: Exclude<CredentialInput, { kind: "key" }>,
): Promise<Outcome<Tokens>> {
  if (input.kind === "signIn") return session.signIn(context, input);
  const { refreshToken, accessToken } = input;
  if (!isHeaderSafe(refreshToken)) return rejected.outcome;
  if (accessToken === undefined) return session.refresh(context, refreshToken);
  return isHeaderSafe(accessToken) ? success({ accessToken, refreshToken }) : rejected.outcome;
}

function toCredential({
  accessToken,
  refreshToken,
}: Partial<Tokens> & Pick<Tokens, "refreshToken">): Credential {
  return { kind: "session", refreshToken, ...defined({ accessToken }) };
}

const rejected = { outcome: failed({ kind: "keyRejected" }) } as const;
