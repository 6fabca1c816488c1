import { l10n, window } from "vscode";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { Provider } from "../../providers/provider.ts";
import { messageText } from "../text/sanitizeText.ts";
import { Steps, showInputBox } from "./inputBox.ts";
import { type ParameterValues, promptParameters } from "./promptParameters.ts";

/** Where an account is to be read, besides its key. */
export interface AccountLocation {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly parameters?: ParameterValues;
}

/** The steps that adding an account of this provider takes, the choice of the provider and `more` included. */
export function createSteps(provider: Provider, title: string, more: number): Steps {
  const { regions = [], parameters = {}, keyParts } = provider.declared ?? {};
  const places = provider.defaultBaseUrl === undefined || regions.length > 1 ? 1 : 0;
  return new Steps(title, 1 + places + Object.keys(parameters).length + (keyParts ? 2 : 1) + more);
}

/** Asks for base URL or region and for parameters, where there is something to ask; `undefined` when the person leaves. */
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
      label: messageText(label, 80),
      description: baseUrl,
      baseUrl,
    }));
    const picked = await window.showQuickPick(items, {
      title,
      placeHolder: l10n.t("Where is the account?"),
      ignoreFocusOut: true,
    });
    if (!picked) return undefined;
    // The default region is the definition's to say.
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
      : l10n.t("Base URL of the {0} API, before /auth/account", provider.name),
    placeholder: "https://",
    validate: (text) =>
      parseEndpoint(text) ? undefined : l10n.t("Use an https address, or http on this machine."),
    accept: async (text) => ({ value: text }),
  });
}
