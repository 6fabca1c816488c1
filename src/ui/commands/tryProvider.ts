import { window } from "vscode";
import * as z from "zod/mini";
import type { AccountState } from "../../core/accounts/accountState.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { ReplyField } from "../../providers/declared/jsonPointer.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountLocation } from "../../services/accountManager.ts";
import { entryId, toEntries } from "../../services/accounts/settingsEntries.ts";
import { endpointOf } from "../../services/credentials/endpointOf.ts";
import { type Trial, tryDefinition } from "../../services/onDemand/tryDefinition.ts";
import { toAccountState } from "../accounts/toAccountState.ts";
import { parseArguments } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { argumentError, UserError } from "../context/commandErrors.ts";
import { definitionReport } from "../diagnostics/definitionReport.ts";
import { showReadOnlyText } from "../diagnostics/showReadOnlyText.ts";
import { entryErrorText } from "../notifications/reportInvalidEntries.ts";
import { promptCredential } from "../prompts/promptKey.ts";
import { createSteps, promptLocation } from "../prompts/promptLocation.ts";
import { parseParameters } from "../prompts/promptParameters.ts";
import { l10n } from "../text/l10n.ts";
import { type AddAccountContext, addAccountByPrompts } from "./addAccount.ts";

const argumentSchema = z.object({
  definition: z.unknown(),
  key: z.string().check(z.refine(isHeaderSafe)),
  baseUrl: z.exactOptional(z.string()),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
});

type TryContext = AddAccountContext & Pick<CommandContext, "accountClient" | "providerRegistry" | "settings">;

/** The account that the definition makes, and every value of the replies by its JSON pointer. */
export interface TryProviderResult {
  readonly state: AccountState;
  readonly replies: readonly {
    readonly request: string;
    readonly status?: number;
    readonly fields: readonly ReplyField[];
  }[];
}

/** Reads an account once with a provider definition. Neither the key nor anything else is stored. */
export async function tryProvider(
  context: TryContext,
  value: unknown,
): Promise<TryProviderResult | undefined> {
  const args = parseArguments(argumentSchema, value);
  if (!args) return tryByPrompts(context);
  const provider = await parseProvider(args.definition, (field) => argumentError(`definition.${field}`));
  const { baseUrl, key } = args;
  const location = {
    provider,
    parameters: parseParameters(provider, args.parameters),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
  const trial = await readOnce(context, location, key);
  return {
    state: trialState(context, provider, trial),
    replies: trial.requests.map(({ method, path, ...reply }) => ({ request: `${method} ${path}`, ...reply })),
  };
}

async function tryByPrompts(context: TryContext): Promise<undefined> {
  const definition = definitionInEditor();
  const provider = await parseProvider(
    definition,
    (_field, reason) => new UserError(l10n.t("That is not a valid provider definition: {0}.", reason)),
  );
  const steps = createSteps(provider, l10n.t("Try {0}", provider.name), 0);
  const location = await promptLocation(provider, steps);
  if (!location) return;
  const credential = await promptCredential({ ...location, steps }, async (typed) => ({ value: typed }));
  if (credential?.kind !== "key") return;
  const trial = await readOnce(context, location, credential.key);
  const textContext = context.accountViews.textContext();
  const state = trialState(context, provider, trial);
  await showReadOnlyText(provider.id, definitionReport(provider.name, state, trial.requests, textContext));
  if (!state.problem) await offerToSave(context, provider, definition);
}

async function offerToSave(context: TryContext, provider: Provider, definition: unknown): Promise<void> {
  const { providerRegistry, settings } = context;
  const save = l10n.t("Add to settings");
  const question = l10n.t("The definition of {0} works. Add it to your settings?", provider.name);
  if ((await window.showInformationMessage(question, save)) !== save) return;
  const others = toEntries(settings.providers()).filter((entry) => entryId(entry) !== provider.id);
  await settings.setProviders([...others, definition]);
  const saved = providerRegistry.find(provider.id);
  if (saved?.declared?.revision !== provider.declared?.revision) {
    void window.showWarningMessage(
      l10n.t("{0} is ignored: {1}.", provider.id, l10n.t("its id is already in use")),
    );
    return;
  }
  const add = l10n.t("Add account");
  const choice = await window.showInformationMessage(
    l10n.t("{0} was added to your settings.", provider.name),
    add,
  );
  if (choice === add && saved) await addAccountByPrompts(context, saved);
}

/** Parses the JSON in the active editor: the selected text, or all of it when nothing is selected. */
function definitionInEditor(): unknown {
  const editor = window.activeTextEditor;
  if (!editor) throw new UserError(l10n.t("Open a provider definition in the editor first."));
  const { document, selection } = editor;
  const text = document.getText(selection.isEmpty ? undefined : selection);
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(
      l10n.t("That is not valid JSON. Open a provider definition, or select one in the editor."),
    );
  }
}

async function parseProvider(
  definition: unknown,
  createError: (field: string, reason: string) => Error,
): Promise<Provider> {
  const { parseDefinition, createDeclaredProvider } = await import("../../providers/adapters.lazy.ts");
  const parsed = parseDefinition(definition);
  if (!parsed.ok) throw createError(parsed.error.field, entryErrorText(parsed.error));
  return createDeclaredProvider(parsed.definition);
}

async function readOnce(
  { accountClient, signal }: TryContext,
  location: AccountLocation,
  key: string,
): Promise<Trial> {
  const endpoint = endpointOf(location, location.provider);
  if (!endpoint) throw argumentError("baseUrl");
  const { listFields } = await import("../../providers/adapters.lazy.ts");
  return tryDefinition(accountClient, { ...location, endpoint, listFields }, key, signal);
}

function trialState({ accountViews }: TryContext, { id, name }: Provider, { outcome }: Trial): AccountState {
  const textContext = accountViews.textContext();
  const status = {
    account: { id, provider: id, label: name },
    intervalMs: Number.POSITIVE_INFINITY,
    isReading: false,
    ...(outcome.ok
      ? { reading: { snapshot: outcome.value, readAtMs: textContext.nowMs } }
      : { failure: outcome.failure }),
  };
  return toAccountState(status, textContext);
}
