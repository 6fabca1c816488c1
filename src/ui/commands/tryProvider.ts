import { l10n, window } from "vscode";
import * as z from "zod/mini";
import type { AccountState } from "../../core/accounts/accountState.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { ReplyField } from "../../providers/declared/jsonPointer.ts";
import type { Provider } from "../../providers/provider.ts";
import { entryId } from "../../services/accounts/settingsEntries.ts";
import { endpointOf } from "../../services/credentials/accountClient.ts";
import { type Trial, tryDefinition } from "../../services/onDemand/tryDefinition.ts";
import { toAccountState } from "../accounts/toAccountState.ts";
import { parseArguments } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { definitionReport } from "../diagnostics/definitionReport.ts";
import { showReadOnlyText } from "../diagnostics/showReadOnlyText.ts";
import { entryErrorText } from "../notifications/reportInvalidEntries.ts";
import { promptCredential } from "../prompts/promptCredential.ts";
import { type AccountLocation, createSteps, promptLocation } from "../prompts/promptLocation.ts";
import { parseParameters } from "../prompts/promptParameters.ts";
import { addAccountByPrompts } from "./addAccount.ts";

const fields = z.object({
  definition: z.unknown(),
  key: z.string().check(z.refine(isHeaderSafe)),
  baseUrl: z.exactOptional(z.string()),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
});

/** What a trial found: the account that it would be, and every value of the replies by its pointer. */
export interface TrialResult {
  readonly state: AccountState;
  readonly replies: readonly {
    readonly request: string;
    readonly status?: number;
    readonly fields: readonly ReplyField[];
  }[];
}

/** Reads an account once by a definition. The key is kept nowhere, and nothing is saved. */
export async function tryProvider(context: CommandContext, value: unknown): Promise<TrialResult | undefined> {
  const args = parseArguments(fields, value);
  if (!args) return tryByPrompts(context);
  const provider = await parseProvider(args.definition, (field) => argumentError(`definition.${field}`));
  const place = {
    provider,
    parameters: parseParameters(provider, args.parameters),
    ...(args.baseUrl === undefined ? {} : { baseUrl: args.baseUrl }),
  };
  const trial = await run(context, place, args.key);
  return {
    state: trialState(context, provider, trial),
    replies: trial.requests.map(({ method, path, ...reply }) => ({ request: `${method} ${path}`, ...reply })),
  };
}

async function tryByPrompts(context: CommandContext): Promise<undefined> {
  const definition = definitionInEditor();
  const provider = await parseProvider(
    definition,
    (_field, words) => new Error(l10n.t("This is no provider definition: {0}.", words)),
  );
  const steps = createSteps(provider, l10n.t("Try {0}", provider.name), 0);
  const place = await promptLocation(provider, steps);
  const given = place && (await promptCredential({ ...place, steps }, async (key) => ({ value: key })));
  if (!place || given?.kind !== "key") return;
  const trial = await run(context, place, given.key);
  const textContext = context.accountViews.textContext();
  const state = trialState(context, provider, trial);
  await showReadOnlyText(provider.id, definitionReport(provider.name, state, trial.requests, textContext));
  if (!state.problem) await offerToSave(context, provider, definition);
}

async function offerToSave(context: CommandContext, provider: Provider, definition: unknown): Promise<void> {
  const save = l10n.t("Add to settings");
  const question = l10n.t("{0} can be read. Add the definition to your settings?", provider.name);
  if ((await window.showInformationMessage(question, save)) !== save) return;
  const written = context.settings.providers() ?? [];
  const others = (Array.isArray(written) ? written : [written]).filter((one) => entryId(one) !== provider.id);
  await context.settings.setProviders([...others, definition]);
  const kept = context.providerRegistry.find(provider.id);
  if (kept?.declared?.revision !== provider.declared?.revision) {
    void window.showWarningMessage(l10n.t("{0} is not used: {1}.", provider.id, l10n.t("its id is taken")));
    return;
  }
  const add = l10n.t("Add account");
  const answer = await window.showInformationMessage(l10n.t("{0} is in your settings.", provider.name), add);
  if (answer === add && kept) await addAccountByPrompts(context, kept);
}

/** The JSON that is selected in the editor, else the whole of it. */
function definitionInEditor(): unknown {
  const editor = window.activeTextEditor;
  if (!editor) throw new Error(l10n.t("Open a provider definition in the editor first."));
  const { document, selection } = editor;
  const text = document.getText(selection.isEmpty ? undefined : selection);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(l10n.t("This is no JSON. Open a provider definition, or select one in the editor."));
  }
}

async function parseProvider(
  definition: unknown,
  refusal: (field: string, words: string) => Error,
): Promise<Provider> {
  const { parseDefinition, createDeclaredProvider } = await import("../../providers/adapters.lazy.ts");
  const parsed = parseDefinition(definition);
  if (!parsed.ok) throw refusal(parsed.error.field, entryErrorText(parsed.error));
  return createDeclaredProvider(parsed.definition);
}

async function run(context: CommandContext, place: AccountLocation, key: string): Promise<Trial> {
  const endpoint = endpointOf(place, place.provider);
  if (!endpoint) throw argumentError("baseUrl");
  const { listFields } = await import("../../providers/adapters.lazy.ts");
  return tryDefinition(context.accountClient, { ...place, endpoint, listFields }, key, context.signal);
}

function trialState(context: CommandContext, { id, name }: Provider, { outcome }: Trial): AccountState {
  const { nowMs } = context.accountViews.textContext();
  const status = {
    account: { id, provider: id, label: name },
    intervalMs: Number.POSITIVE_INFINITY,
    isReading: false,
    ...(outcome.ok
      ? { reading: { snapshot: outcome.value, readAtMs: nowMs } }
      : { failure: outcome.failure }),
  };
  return toAccountState(status, name, context.accountViews.textContext());
}
