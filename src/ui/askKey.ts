import { l10n, window } from "vscode";
import { parseEndpoint } from "../core/endpoint.ts";
import { isSecretText } from "../core/secretText.ts";
import type { Provider } from "../providers/provider.ts";
import type { ProvenAccount } from "../services/accountBook.ts";
import type { GivenKey } from "../services/proveKey.ts";
import { askText, type Question } from "./askText.ts";
import { type Desk, refusal } from "./desk.ts";

/** Where a key is asked for: which account, and where in a longer flow. */
export interface KeyPlace extends Pick<Question<unknown>, "title" | "step" | "totalSteps"> {
  readonly provider: Provider;
  readonly baseUrl?: string;
}

/** A key that was not refused, and as it was given. */
export interface AskedKey {
  readonly proven: ProvenAccount;
  readonly given: GivenKey;
}

/**
 * Asks for a provider's key and reads the account once with it. A refused key is said in place and can
 * be given again. `undefined` when the person leaves.
 */
export async function askKey(desk: Desk, place: KeyPlace): Promise<AskedKey | undefined> {
  const { provider } = place;
  if (!provider.signsIn) {
    const example = provider.keyExample;
    return askSecret(desk, place, {
      prompt: provider.keyPage
        ? l10n.t("Paste the API key of {0}. It is made at {1}.", provider.name, provider.keyPage)
        : l10n.t("Paste the API key of {0}.", provider.name),
      ...(example === undefined ? {} : { placeholder: example }),
      key: (key) => ({ kind: "key", key }),
    });
  }
  const way = await askSignIn(provider);
  if (way === undefined) return undefined;
  return way === "password" ? askPassword(desk, place) : askRefreshToken(desk, place);
}

async function askSignIn(provider: Provider): Promise<"password" | "token" | undefined> {
  const picked = await window.showQuickPick(
    [
      {
        label: `$(account) ${l10n.t("E-mail and password")}`,
        detail: l10n.t("The password is used once and never stored."),
        way: "password" as const,
      },
      {
        label: `$(key) ${l10n.t("Refresh token")}`,
        detail: l10n.t("Paste a refresh token from another sign-in; it is spent at once."),
        way: "token" as const,
      },
    ],
    { title: l10n.t("Sign in to {0}", provider.name), ignoreFocusOut: true },
  );
  return picked?.way;
}

async function askPassword(desk: Desk, place: KeyPlace): Promise<AskedKey | undefined> {
  const email = await askText<string>({
    ...place,
    prompt: l10n.t("E-mail address of your {0} account", place.provider.name),
    validate: (text) => (/^\S+@\S+$/.test(text) ? undefined : l10n.t("This is not an e-mail address.")),
    accept: async (text) => ({ value: text }),
  });
  if (email === undefined) return undefined;
  return askSecret(desk, place, {
    prompt: l10n.t("Password for {0}. It is used once and never stored.", email),
    key: (password) => ({ kind: "signIn", email, password }),
    isVerbatim: true,
  });
}

function askRefreshToken(desk: Desk, place: KeyPlace): Promise<AskedKey | undefined> {
  return askSecret(desk, place, {
    prompt: l10n.t("Paste a refresh token of {0}.", place.provider.name),
    key: (refreshToken) => ({ kind: "tokens", refreshToken }),
  });
}

interface SecretQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly key: (text: string) => GivenKey;
  /** A password may hold anything; keys and tokens are printable ASCII. */
  readonly isVerbatim?: boolean;
}

function askSecret(desk: Desk, place: KeyPlace, question: SecretQuestion): Promise<AskedKey | undefined> {
  const { provider } = place;
  return askText<AskedKey>({
    ...place,
    ...question,
    prompt: [question.prompt, destination(place)].join(" ").trim(),
    isSecret: true,
    validate: (text) => objectionTo(text, question.isVerbatim ?? false),
    accept: async (text) => {
      const given = question.key(text);
      const proven = await desk.book.prove(place, given, desk.signal);
      return proven.ok
        ? { value: { proven: proven.value, given } }
        : { objection: refusal(desk, proven.failure, provider).message };
    },
  });
}

/** Where it goes, if not to the provider's own address: who changed a base URL unseen is after the key. */
function destination({ provider, baseUrl }: KeyPlace): string {
  const own = parseEndpoint(provider.defaultBaseUrl ?? "");
  const endpoint = baseUrl === undefined ? own : parseEndpoint(baseUrl);
  return endpoint && endpoint.origin !== own?.origin ? l10n.t("It is sent to {0} only.", endpoint.host) : "";
}

function objectionTo(text: string, isVerbatim: boolean): string | undefined {
  if (text === "") return l10n.t("Nothing is entered yet.");
  if (isVerbatim || isSecretText(text)) return undefined;
  return l10n.t("A key has no blanks, line breaks or special letters. Copy it again.");
}
