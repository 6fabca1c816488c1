import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountLocation } from "../../services/accountManager.ts";
import { definitionText } from "../text/definitionText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { Answers } from "./answers.ts";
import { Steps, showInputBox } from "./inputBox.ts";
import { promptParameters } from "./promptParameters.ts";
import { showPick } from "./quickPick.ts";

/** The steps of adding an account: the choice of the provider, its location, its key, and `extraSteps` more. */
export function createSteps(provider: Provider, title: string, extraSteps: number, answers?: Answers): Steps {
  const { regions = [], parameters = {}, keyParts } = provider.declared ?? {};
  const locationSteps = provider.defaultBaseUrl === undefined || regions.length > 1 ? 1 : 0;
  const keySteps = keyParts ? 2 : 1;
  return new Steps(
    title,
    1 + locationSteps + Object.keys(parameters).length + keySteps + extraSteps,
    answers,
  );
}

/** Asks for base URL or region, and for parameters, if the provider has a choice. `undefined` when the user cancels. */
export async function promptLocation(provider: Provider, steps: Steps): Promise<AccountLocation | undefined> {
  const regions = provider.declared?.regions ?? [];
  let location: AccountLocation = { provider };
  if (provider.defaultBaseUrl === undefined) {
    const baseUrl = await promptBaseUrl(provider, steps);
    if (baseUrl === undefined) return undefined;
    location = { provider, baseUrl };
  } else if (regions.length > 1) {
    const baseUrl = await showPick<string>({
      ...steps.next(),
      placeholder: l10n.t("Choose the region of the account"),
      items: regions.map((region) => ({
        label: messageText(definitionText(region.label), 80),
        description: region.baseUrl,
        choice: region.baseUrl,
      })),
    });
    if (baseUrl === undefined) return undefined;
    // The default region is not stored with the account, so that the definition can change it.
    if (baseUrl !== provider.defaultBaseUrl) location = { provider, baseUrl };
  }
  const parameters = await promptParameters(provider, steps);
  if (!parameters) return undefined;
  return Object.keys(parameters).length === 0 ? location : { ...location, parameters };
}

function promptBaseUrl(provider: Provider, steps: Steps): Promise<string | undefined> {
  return showInputBox<string>({
    ...steps.next(),
    prompt: provider.declared
      ? l10n.t("Base URL of your {0} API", provider.name)
      : l10n.t("Base URL of the {0} API, without /auth/account", provider.name),
    placeholder: "https://",
    validate: (text) =>
      parseEndpoint(text) ? undefined : l10n.t("Use an https URL, or http on this machine."),
    accept: async (text) => ({ value: text }),
  });
}
