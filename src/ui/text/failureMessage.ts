import { l10n } from "vscode";
import type { Problem } from "../../core/accounts/accountState.ts";
import { defined } from "../../core/common/defined.ts";
import {
  type BadResponseReason,
  type Failure,
  type FailureKind,
  type KeyPlace,
  requestedRetryMs,
  type UnreachableReason,
} from "../../core/readings/failure.ts";
import { instantOf } from "../../core/time/instant.ts";
import { isSameDay } from "../../core/time/relativeTime.ts";
import { messageText } from "./sanitizeText.ts";
import { joinSentences } from "./sentences.ts";
import type { TextContext } from "./textContext.ts";

const badResponseReasons = {
  empty: () => l10n.t("it is empty"),
  html: () => l10n.t("it is a web page, not data"),
  notJson: () => l10n.t("it is not JSON"),
  undecodable: () => l10n.t("it cannot be decoded"),
  missingField: () => l10n.t("a field is missing"),
  wrongType: () => l10n.t("a field has the wrong type"),
  notFinite: () => l10n.t("a field is not a number"),
  tooMany: () => l10n.t("it has too many pages or elements"),
} satisfies Record<BadResponseReason, () => string>;

export function badResponseText(
  failure: Extract<Failure, { kind: "badResponse" }>,
  provider: string,
): string {
  const reason = badResponseReasons[failure.reason]();
  if (failure.status === 401 || failure.status === 403) {
    return l10n.t(
      "Instead of {0}, something on the way may have replied (HTTP {1}): {2}. Check your network or proxy. Retrying automatically.",
      provider,
      failure.status,
      reason,
    );
  }
  return failure.field === undefined
    ? l10n.t("Cannot read the reply from {0}: {1}.", provider, reason)
    : l10n.t("Cannot read the reply from {0}: {1} ({2}).", provider, reason, messageText(failure.field));
}

/** A local time: "18:42", with the date when it is on another day. */
export function formatClockTime(atMs: number, { locale, nowMs, timeZone }: TextContext): string {
  const isFar = !isSameDay(atMs, nowMs, timeZone);
  return new Intl.DateTimeFormat(locale, {
    ...(isFar ? { dateStyle: "medium" } : {}),
    timeStyle: "short",
    timeZone,
  }).format(atMs);
}

function formatSeconds(seconds: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(
    seconds,
  );
}

const unreachableTexts = {
  dns: (provider) => l10n.t("Cannot reach {0}: host name not found. Check your network.", provider),
  refused: (provider) => l10n.t("Cannot reach {0}: the connection was refused.", provider),
  reset: (provider) => l10n.t("Cannot reach {0}: the connection was lost. Retrying automatically.", provider),
  tls: (provider) =>
    l10n.t("Cannot reach {0} securely: its certificate or TLS is not valid. Check your network.", provider),
  network: (provider) => l10n.t("Cannot reach {0}. Check your network.", provider),
  internal: (provider) =>
    l10n.t("Could not read {0} because of an error in Credit Monitor. See the log.", provider),
} satisfies Record<UnreachableReason, (provider: string) => string>;

export function unreachableText(reason: UnreachableReason, provider: string): string {
  return unreachableTexts[reason](provider);
}

function missingKeyText(enteredIn: KeyPlace | undefined, provider: string): string {
  switch (enteredIn) {
    case "stored":
      return l10n.t("The key for {0} was entered in another window. Reload this window to use it.", provider);
    case "window":
      return l10n.t("The key for {0} was entered in another window. Enter it here too.", provider);
    case "browser":
      return l10n.t(
        "The key for {0} was entered in another browser, and each keeps its own. Enter it here too.",
        provider,
      );
    case undefined:
      return l10n.t("No key is stored for {0}. Enter it again.", provider);
  }
}

type FailureOf<Kind extends FailureKind> = Extract<Failure, { readonly kind: Kind }>;
type Messages = {
  readonly [Kind in FailureKind]: (
    failure: FailureOf<Kind>,
    provider: string,
    textContext: TextContext,
  ) => string;
};

const messages: Messages = {
  keyMissing: ({ enteredIn }, provider) => missingKeyText(enteredIn, provider),
  keyRejected: (failure, provider) =>
    failure.isSignedOut
      ? l10n.t("Your {0} session has ended{1}. Sign in again.", provider, errorDetails(failure))
      : l10n.t("{0} rejected the key{1}. Enter a valid one.", provider, errorDetails(failure)),
  forbidden: (failure, provider) =>
    failure.scope === undefined
      ? l10n.t(
          "{0} denied access{1}. Check your account and the key's permissions.",
          provider,
          errorDetails(failure),
        )
      : l10n.t(
          "{0} denied access{1}. The key needs the scope {2}.",
          provider,
          errorDetails(failure),
          messageText(failure.scope),
        ),
  rateLimited: (failure, provider, textContext) =>
    l10n.t(
      "{0} asked us to wait. Next read after {1}.",
      provider,
      formatClockTime(failure.retryAtMs, textContext),
    ),
  unreachable: (failure, provider) => unreachableText(failure.reason, provider),
  timeout: (failure, provider, { locale }) =>
    l10n.t(
      "{0} did not respond within {1}. Retrying automatically.",
      provider,
      formatSeconds(failure.seconds, locale),
    ),
  redirected: (_failure, provider) =>
    l10n.t("{0} redirects to another address, and the key is not sent there. Check the base URL.", provider),
  tooLarge: (failure, provider) =>
    l10n.t(
      "The reply from {0} is larger than {1} MiB. Check the base URL.",
      provider,
      failure.limitBytes / 1_048_576,
    ),
  badResponse: (failure, provider) => badResponseText(failure, provider),
  providerError: providerErrorText,
  blockedOrigin: (failure, provider) => blockedOriginText(failure, provider),
};

/** A failure as a message in the display language: what happened, and what the user can do. */
export function failureMessage(failure: Failure, providerName: string, textContext: TextContext): Problem {
  const format = messages[failure.kind] as (
    failure: Failure,
    provider: string,
    textContext: TextContext,
  ) => string;
  const retryAtMs = requestedRetryMs(failure);
  return defined({
    kind: failure.kind,
    message: joinSentences(format(failure, providerName, textContext), waitText(failure, textContext)),
    status: "status" in failure ? failure.status : undefined,
    requestId: "requestId" in failure ? failure.requestId : undefined,
    retryAt: retryAtMs === undefined ? undefined : instantOf(retryAtMs),
  });
}

/** Until when the provider asked to wait, after an error that is about something else; empty if it did not. */
function waitText(failure: Failure, textContext: TextContext): string {
  const retryAtMs = requestedRetryMs(failure);
  if (failure.kind === "rateLimited" || retryAtMs === undefined || retryAtMs <= textContext.nowMs) return "";
  return l10n.t("It asked us to wait: next read after {0}.", formatClockTime(retryAtMs, textContext));
}

function providerErrorText(failure: FailureOf<"providerError">, provider: string): string {
  const details = errorDetails(failure);
  switch (failure.status) {
    case 404:
      return l10n.t(
        "{0} does not know the address that was read{1}. Check the account and its base URL.",
        provider,
        details,
      );
    case 410:
      return l10n.t(
        "{0} has removed the address that was read{1}. Choose another region or base URL.",
        provider,
        details,
      );
    default:
      return l10n.t("{0} returned an error{1}. Retrying automatically.", provider, details);
  }
}

function blockedOriginText(
  { origin, givenFor, provider: providerId, parameter }: FailureOf<"blockedOrigin">,
  provider: string,
): string {
  if (providerId !== undefined) {
    return l10n.t(
      "Unknown provider “{0}”. Install the extension that adds it, or define it in the settings.",
      messageText(providerId),
    );
  }
  if (parameter !== undefined) {
    return l10n.t("Nothing was sent: the account's “{0}” is missing or not valid.", messageText(parameter));
  }
  return origin === undefined || givenFor === undefined
    ? l10n.t("The base URL of {0} is not allowed: use https, or http on this machine.", provider)
    : l10n.t(
        "The key was entered for {0}, not for {1}. Nothing was sent. Enter the key again to allow the new address.",
        givenFor,
        origin,
      );
}

/** Status, code and text of the provider's error in brackets: " (401, authentication_error: …)". */
function errorDetails({ status, code, text }: { status?: number; code?: string; text?: string }): string {
  // Without a full stop: the sentence around it has one.
  const error = messageText(
    [code, text]
      .filter((part) => part !== undefined)
      .join(": ")
      .replace(/\.$/, ""),
  );
  const parts = [status, error].filter((part) => part !== undefined && part !== "");
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}
