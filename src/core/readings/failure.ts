/** The provider's own texts about an error: verbatim and untrusted. */
export interface ProviderErrorText {
  readonly code?: string;
  readonly text?: string;
  readonly requestId?: string;
}

/** `internal`: the extension's own code threw an error, which the log shows. */
export type UnreachableReason = "dns" | "refused" | "reset" | "tls" | "network" | "internal";

export type BadResponseReason =
  | "empty"
  | "html"
  | "notJson"
  | "undecodable"
  | "missingField"
  | "wrongType"
  | "notFinite"
  | "tooMany";

/**
 * Where a key was entered that this window does not have. `stored`: in another window, and this window has it when it is
 * loaded again. `window`: in another window, and it is not stored, or loading this window again would lose another
 * key. `browser`: in another browser.
 */
export const keyPlaces = ["stored", "window", "browser"] as const;
export type KeyPlace = (typeof keyPlaces)[number];

/** Why no request may be sent. Without any of these fields, the base URL is not allowed. */
interface BlockedDetails {
  /** The origin of the base URL, when the key was entered for another one (`givenFor`). */
  readonly origin?: string;
  readonly givenFor?: string;
  /** The id of a provider that is not known. */
  readonly provider?: string;
  /** The name of the account's parameter that is missing or wrong. */
  readonly parameter?: string;
}

/** The provider asked for a wait along with an error that is none about too many requests. */
interface RequestedRetry {
  /** Epoch milliseconds. */
  readonly retryAtMs?: number;
}

/**
 * Why a reading failed, as data. `ui/text/failureMessage.ts` has the messages. The kinds are those of `Problem` in
 * the public contract. A failure never contains a key, a URL or a reply body.
 */
export type Failure =
  | { readonly kind: "keyMissing"; readonly enteredIn?: KeyPlace }
  | ({ readonly kind: "blockedOrigin" } & BlockedDetails)
  | ({
      readonly kind: "keyRejected";
      readonly status?: number;
      /** The session has ended: only a new sign-in helps. */
      readonly isSignedOut?: boolean;
    } & ProviderErrorText &
      RequestedRetry)
  | ({ readonly kind: "forbidden"; readonly status: number; readonly scope?: string } & ProviderErrorText &
      RequestedRetry)
  | ({
      readonly kind: "rateLimited";
      readonly status: number;
      readonly retryAtMs: number;
    } & ProviderErrorText)
  | { readonly kind: "unreachable"; readonly reason: UnreachableReason }
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "redirected"; readonly status?: number }
  | { readonly kind: "tooLarge"; readonly limitBytes: number }
  | ({
      readonly kind: "badResponse";
      readonly reason: BadResponseReason;
      readonly field?: string;
      readonly status?: number;
    } & RequestedRetry)
  | ({ readonly kind: "providerError"; readonly status: number } & ProviderErrorText & RequestedRetry);

export type FailureKind = Failure["kind"];

/** The time before which the provider asked not to be called, in epoch milliseconds, with whatever error. */
export function requestedRetryMs(failure: Failure | undefined): number | undefined {
  return failure && "retryAtMs" in failure ? failure.retryAtMs : undefined;
}

/** What the product does about a kind of failure. */
interface FailurePolicy {
  /**
   * `stop`: the account is not read until a person enters a key or edits the account. `hourly`: a person has to act, but
   * the account is tried once an hour and when VS Code starts, because providers also refuse good keys for a while. `backoff`: it is
   * read again after growing delays. `retryAt`: it is not read before the time that the provider named.
   */
  readonly polling: "stop" | "hourly" | "backoff" | "retryAt";
  /** A notification tells the person. Other failures only show where the account is shown. */
  readonly isAlerted?: true;
  /** The provider refused the credential: a session refreshes its token, and a new key is not stored. */
  readonly isCredentialRefused?: true;
  /** Found before any request is sent, so checking again after a restart costs the provider nothing. */
  readonly isLocal?: true;
}

const readAgain = { polling: "backoff" } as const;

/** The one place that decides what a failure leads to. `ui/text/failureMessage.ts` has the messages. */
const failurePolicies = {
  keyMissing: { polling: "stop", isLocal: true },
  keyRejected: { polling: "hourly", isAlerted: true, isCredentialRefused: true },
  blockedOrigin: { polling: "stop", isLocal: true },
  rateLimited: { polling: "retryAt" },
  forbidden: readAgain,
  unreachable: readAgain,
  timeout: readAgain,
  redirected: readAgain,
  tooLarge: readAgain,
  badResponse: readAgain,
  providerError: readAgain,
} satisfies Record<FailureKind, FailurePolicy>;

export function failurePolicy(kind: FailureKind): FailurePolicy {
  return failurePolicies[kind];
}

/** Whether a person has to act, because waiting hardly ever helps. */
export function needsUserAction(kind: FailureKind): boolean {
  const { polling } = failurePolicy(kind);
  return polling === "stop" || polling === "hourly";
}

/**
 * Whether the provider refused the key, or none may be sent: what was read before says nothing about the next request.
 * With a wait, “forbidden” is about the number of requests.
 */
export function isKeyUnusable(failure: Failure): boolean {
  return (
    needsUserAction(failure.kind) || (failure.kind === "forbidden" && requestedRetryMs(failure) === undefined)
  );
}

/** A request that found no way to its provider: the computer is offline, or the host is. */
export function isUnreached(failure: Failure | undefined): boolean {
  return failure?.kind === "unreachable" && unreachedReasons.has(failure.reason);
}

const unreachedReasons: ReadonlySet<UnreachableReason> = new Set(["dns", "refused", "network"]);

/** Whether a failure is tried again once an hour. A session that has ended has no token that could be tried. */
export function isRetriedHourly({
  kind,
  isSignedOut,
}: {
  readonly kind: FailureKind;
  readonly isSignedOut?: boolean;
}): boolean {
  return failurePolicy(kind).polling === "hourly" && isSignedOut !== true;
}

type RefusedKind = {
  [Kind in FailureKind]: (typeof failurePolicies)[Kind] extends { isCredentialRefused: true } ? Kind : never;
}[FailureKind];

/** Whether a failure proves that the key, the token or the sign-in is wrong. */
export function isCredentialRefused(failure: Failure): failure is Extract<Failure, { kind: RefusedKind }> {
  return failurePolicy(failure.kind).isCredentialRefused === true;
}
