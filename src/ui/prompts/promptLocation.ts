import { l10n, window } from "vscode";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountLocation } from "../../services/accountManager.ts";
import { definitionText } from "../text/definitionText.ts";
import { messageText } from "../text/sanitizeText.ts";
import { Steps, showInputBox } from "./inputBox.ts";
import { promptParameters } from "./promptParameters.ts";

/** The steps of adding an account: the choice of the provider, its location, its key, and `extraSteps` more. */
export function createSteps(provider: Provider, title: string, extraSteps: number): Steps {
  const { regions = [], parameters = {}, keyParts } = provider.declared ?? {};
  const locationSteps = provider.defaultBaseUrl === undefined || regions.length > 1 ? 1 : 0;
  const keySteps = keyParts ? 2 : 1;
  return new Steps(title, 1 + locationSteps + Object.keys(parameters).length + keySteps + extraSteps);
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
    const { title } = steps.next();
    const items = regions.map(({ label, baseUrl }) => ({
      label: messageText(definitionText(label), 80),
      description: baseUrl,
      baseUrl,
    }));
    const picked = await window.showQuickPick(items, {
      title,
      placeHolder: l10n.t("Choose the region of the account"),
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    // The default region is not stored with the account, so that the definition can change it.
    if (picked.baseUrl !== provider.defaultBaseUrl) location = { provider, baseUrl: picked.baseUrl };
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
