import { ThemeIcon } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { isSampleEntry } from "../../services/accounts/sampleId.ts";
import { endpointOf } from "../../services/credentials/endpointOf.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { keepOtherKeys } from "../prompts/keepOtherKeys.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { promptParameter } from "../prompts/promptParameters.ts";
import { showPick } from "../prompts/quickPick.ts";
import { definitionText } from "../text/definitionText.ts";
import { l10n } from "../text/l10n.ts";
import { labelText, messageText, sanitizeText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";
import type { EditItem } from "./editItems.ts";

export type LocationContext = Pick<
  CommandContext,
  "accountList" | "accountManager" | "accountViews" | "keyNotes" | "keyStore" | "providerRegistry" | "signal"
>;
type LocationChanges = Pick<AccountChanges, "baseUrl" | "parameters">;

/** What identifies the account at its provider: its base URL or region, and its parameters. */
export function locationItems(context: LocationContext, account: Account): readonly EditItem[] {
  const provider = context.providerRegistry.find(account.provider);
  // A sample account belongs to its server.
  if (!provider || isSampleEntry(account)) return [];
  const { regions = [], parameters = {} } = provider.declared ?? {};
  const endpoint = endpointOf(account, provider);
  const hasRegions = regions.length > 1;
  return [
    {
      label: hasRegions ? l10n.t("Region") : l10n.t("Base URL"),
      description: labelText(endpoint?.baseUrl ?? account.baseUrl ?? "", 120),
      iconPath: new ThemeIcon("globe"),
      edit: () =>
        hasRegions ? editRegion(context, account, provider) : editBaseUrl(context, account, provider),
    },
    ...Object.entries(parameters).map(([name, parameter]) => ({
      label: labelText(definitionText(parameter.label)),
      description: labelText(account.parameters?.[name] ?? l10n.t("not set")),
      iconPath: new ThemeIcon("symbol-parameter"),
      edit: async () => {
        const value = await promptParameter(provider, name, {
          title: l10n.t("Edit {0}", sanitizeText(account.label)),
          value: account.parameters?.[name] ?? "",
          canGoBack: true,
        });
        if (value === undefined) return;
        const others = Object.entries(account.parameters ?? {}).filter(([other]) => other !== name);
        const changed = Object.fromEntries(value === "" ? others : [...others, [name, value]]);
        await move(context, account, provider, { parameters: changed });
      },
    })),
  ];
}

async function editRegion(context: LocationContext, account: Account, provider: Provider): Promise<void> {
  const baseUrl = await showPick<string>({
    title: l10n.t("Edit {0}", sanitizeText(account.label)),
    placeholder: l10n.t("Choose the region of the account"),
    canGoBack: true,
    items: (provider.declared?.regions ?? []).map((region) => ({
      label: messageText(definitionText(region.label), 80),
      description: region.baseUrl,
      choice: region.baseUrl,
    })),
  });
  if (baseUrl === undefined) return;
  await move(context, account, provider, { baseUrl: baseUrl === provider.defaultBaseUrl ? null : baseUrl });
}

async function editBaseUrl(context: LocationContext, account: Account, provider: Provider): Promise<void> {
  const { defaultBaseUrl } = provider;
  const entered = await showInputBox<string>({
    title: l10n.t("Base URL of {0}", sanitizeText(account.label)),
    canGoBack: true,
    prompt: joinSentences(
      l10n.t("If the host changes, you enter the key again."),
      defaultBaseUrl === undefined ? "" : l10n.t("Leave empty for {0}.", defaultBaseUrl),
    ),
    placeholder: "https://",
    value: account.baseUrl ?? "",
    validate: (text) =>
      (text === "" && defaultBaseUrl !== undefined) || parseEndpoint(text)
        ? undefined
        : l10n.t("Use an https URL, or http on this machine."),
    accept: async (text) => ({ value: text }),
  });
  if (entered === undefined) return;
  await move(context, account, provider, { baseUrl: entered === "" ? null : entered });
}

/** Saves another location; with a key that its provider did not refuse, where the present key is for another origin. */
async function move(
  context: LocationContext,
  account: Account,
  provider: Provider,
  changes: LocationChanges,
): Promise<void> {
  const { baseUrl = account.baseUrl, parameters = account.parameters } = changes;
  const location = {
    provider,
    ...(baseUrl === null || baseUrl === undefined ? {} : { baseUrl }),
    ...(parameters === null || parameters === undefined ? {} : { parameters }),
    ...(account.budget ? { budget: account.budget } : {}),
  };
  const origin = endpointOf(location, provider)?.origin;
  const stored = await context.keyStore.get(account.id);
  requireAccount(context, account.id);
  if (stored === undefined || stored.origin === origin) {
    await context.accountList.edit(account.id, changes);
    return;
  }
  if (!(await keepOtherKeys(context))) return;
  const title = l10n.t("Key for {0}", sanitizeText(account.label));
  const key = await promptKey(context, {
    ...location,
    steps: { next: () => ({ title, canGoBack: true }) },
    canGoBack: true,
  });
  if (!key) return;
  requireAccount(context, account.id);
  await context.accountManager.move(account.id, changes, key.verified);
}
