import type { Problem } from "../../core/accounts/accountState.ts";
import { defined } from "../../core/common/defined.ts";
import { dateTimeFormat, numberFormat } from "../../core/common/intlFormats.ts";
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
import { l10n } from "./l10n.ts";
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

function badResponseText(failure: FailureOf<"badResponse">): string {
  const reason = badResponseReasons[failure.reason]();
  if (failure.status === 401 || failure.status === 403) {
    return l10n.t(
      "Something other than the provider may have replied (HTTP {0}): {1}. Check your network or proxy. Retrying automatically.",
      failure.status,
      reason,
    );
  }
  return failure.field === undefined
    ? l10n.t("Cannot read the reply: {0}.", reason)
    : l10n.t("Cannot read the reply: {0} ({1}).", reason, messageText(failure.field));
}

/** A local time: "18:42", with the date when it is on another day. */
export function formatClockTime(atMs: number, { locale, nowMs, timeZone }: TextContext): string {
  const isFar = !isSameDay(atMs, nowMs, timeZone);
  return dateTimeFormat(locale, {
    ...(isFar ? { dateStyle: "medium" } : {}),
    timeStyle: "short",
    timeZone,
  }).format(atMs);
}

function formatSeconds(seconds: number, locale: string): string {
  return numberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" }).format(seconds);
}

const unreachableTexts = {
  dns: () => l10n.t("Cannot reach the provider: host name not found. Check your network."),
  refused: () => l10n.t("Cannot reach the provider: the connection was refused."),
  reset: () => l10n.t("Cannot reach the provider: the connection was lost. Retrying automatically."),
  tls: () =>
    l10n.t("Cannot reach the provider securely: its certificate or TLS is not valid. Check your network."),
  network: () => l10n.t("Cannot reach the provider. Check your network."),
  internal: () => l10n.t("Could not read the account because of an error in Credit Monitor. See the log."),
} satisfies Record<UnreachableReason, () => string>;

function missingKeyText(enteredIn: KeyPlace | undefined): string {
  switch (enteredIn) {
    case "stored":
      return l10n.t("The key was entered in another window. Reload this window to use it.");
    case "window":
      return l10n.t("The key was entered in another window. Enter it here too.");
    case "browser":
      return l10n.t("The key was entered in another browser, and each keeps its own. Enter it here too.");
    case undefined:
      return l10n.t("No key is stored. Enter it again.");
  }
}

type FailureOf<Kind extends FailureKind> = Extract<Failure, { readonly kind: Kind }>;
type Messages = {
  readonly [Kind in FailureKind]: (failure: FailureOf<Kind>, textContext: TextContext) => string;
};

const messages: Messages = {
  keyMissing: ({ enteredIn }) => missingKeyText(enteredIn),
  keyRejected: (failure) =>
    failure.isSignedOut
      ? l10n.t("The session has ended{0}. Sign in again.", errorDetails(failure))
      : l10n.t("The provider rejected the key{0}. Enter a valid one.", errorDetails(failure)),
  forbidden: (failure) =>
    failure.scope === undefined
      ? l10n.t(
          "The provider denied access{0}. Check your account and the key's permissions.",
          errorDetails(failure),
        )
      : l10n.t(
          "The provider denied access{0}. The key needs the scope {1}.",
          errorDetails(failure),
          messageText(failure.scope),
        ),
  rateLimited: (failure, textContext) =>
    l10n.t(
      "The provider asked us to wait. Next read after {0}.",
      formatClockTime(failure.retryAtMs, textContext),
    ),
  unreachable: ({ reason }) => unreachableTexts[reason](),
  timeout: (failure, { locale }) =>
    l10n.t(
      "The provider did not respond within {0}. Retrying automatically.",
      formatSeconds(failure.seconds, locale),
    ),
  redirected: () =>
    l10n.t("The provider redirects to another address, and the key is not sent there. Check the base URL."),
  tooLarge: (failure) =>
    l10n.t("The reply is larger than {0} MiB. Check the base URL.", failure.limitBytes / 1_048_576),
  badResponse: badResponseText,
  providerError: providerErrorText,
  blockedOrigin: blockedOriginText,
};

/**
 * A failure as a message in the display language: what happened, and what the user can do. It names neither account nor
 * provider: a view that does not show the account puts its label before it, with `accountMessage`.
 */
export function failureMessage(failure: Failure, textContext: TextContext): Problem {
  const format = messages[failure.kind] as (failure: Failure, textContext: TextContext) => string;
  const retryAtMs = requestedRetryMs(failure);
  return defined({
    kind: failure.kind,
    message: joinSentences(format(failure, textContext), waitText(failure, textContext)),
    status: "status" in failure ? failure.status : undefined,
    requestId: "requestId" in failure ? failure.requestId : undefined,
    retryAt: retryAtMs === undefined ? undefined : instantOf(retryAtMs),
  });
}

/** A message about one account, which it names once. */
export function accountMessage(label: string, message: string): string {
  return l10n.t("{0}: {1}", messageText(label, 80), message);
}

/** Until when the provider asked to wait, after an error that is about something else; empty if it did not. */
function waitText(failure: Failure, textContext: TextContext): string {
  const retryAtMs = requestedRetryMs(failure);
  if (failure.kind === "rateLimited" || retryAtMs === undefined || retryAtMs <= textContext.nowMs) return "";
  return l10n.t("It asked us to wait: next read after {0}.", formatClockTime(retryAtMs, textContext));
}

function providerErrorText(failure: FailureOf<"providerError">): string {
  const details = errorDetails(failure);
  switch (failure.status) {
    case 404:
      return l10n.t(
        "The provider does not know this address{0}. Check the account and its base URL.",
        details,
      );
    case 410:
      return l10n.t("The provider has removed this address{0}. Choose another region or base URL.", details);
    default:
      return l10n.t("The provider returned an error{0}. Retrying automatically.", details);
  }
}

function blockedOriginText({ origin, givenFor, provider, parameter }: FailureOf<"blockedOrigin">): string {
  if (provider !== undefined) {
    return l10n.t(
      "Unknown provider “{0}”. Install the extension that adds it, or define it in the settings.",
      messageText(provider),
    );
  }
  if (parameter !== undefined) {
    return l10n.t("Nothing was sent: the account's “{0}” is missing or not valid.", messageText(parameter));
  }
  return origin === undefined || givenFor === undefined
    ? l10n.t("The base URL is not allowed: use https, or http on this machine.")
    : l10n.t(
        "The key was entered for {0}, not for {1}. Nothing was sent. Enter the key again to allow the new address.",
        givenFor,
        origin,
      );
}

/** Status, code and text of the provider's error in brackets: " (401, authentication_error: …)". */
function errorDetails({ status, code, text }: { status?: number; code?: string; text?: string }): string {
  // Without a full stop, which the sentence around it has; an ellipsis stays.
  const error = messageText(
    [code, text]
      .filter((part) => part !== undefined)
      .join(": ")
      .replace(/(?<!\.)\.$/, ""),
  );
  const parts = [status, error].filter((part) => part !== undefined && part !== "");
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}
