import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import type { Provider } from "../../providers/provider.ts";
import { budgetField, labelField, refreshMinutesField } from "../../services/accounts/accountFields.ts";
import { lazy } from "../../services/common/lazy.ts";
import { containsSecret } from "../../services/credentials/containsSecret.ts";
import { credentialFields, parseArguments, parseCredential } from "../context/commandArguments.ts";
import { type CommandContext, requireProvider, toProblemError } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { reportFirstReading } from "../notifications/reportFirstReading.ts";
import { type Answers, askInSequence } from "../prompts/answers.ts";
import { keepOtherKeys } from "../prompts/keepOtherKeys.ts";
import { pickProvider } from "../prompts/pickProvider.ts";
import { promptBudget } from "../prompts/promptBudget.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { createSteps, promptLocation } from "../prompts/promptLocation.ts";
import { promptName } from "../prompts/promptName.ts";
import { parseParameters } from "../prompts/promptParameters.ts";
import { promptFirstThreshold } from "../prompts/promptThreshold.ts";
import { l10n } from "../text/l10n.ts";
import { importKeys } from "./importKeys.ts";
import { trySample } from "./sampleCommands.ts";

const argumentSchema = z.object({
  provider: z.string(),
  label: z.exactOptional(labelField),
  baseUrl: z.exactOptional(z.string().check(z.minLength(1))),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  budget: z.exactOptional(budgetField),
  ...credentialFields,
});

export type AddAccountContext = Pick<
  CommandContext,
  "accountList" | "accountManager" | "accountViews" | "keyNotes" | "signal"
>;

/** Reads an account once and saves it. Resolves to its id; `undefined` when the user cancels. */
export async function addAccount(
  context: AddAccountContext &
    Pick<CommandContext, "accountList" | "panel" | "providerRegistry" | "sampleAccounts">,
  value: unknown,
): Promise<string | undefined> {
  const args = parseArguments(argumentSchema, value);
  if (args) return addByArguments(context, args);
  const mayEnterKey = lazy(() => keepOtherKeys(context));
  const accountId = await askInSequence(async (answers) => {
    const picked = await pickProvider(context, answers);
    if (picked === "sample") await trySample(context);
    else if (picked === "import") await importKeys(context, undefined);
    else if (picked && (await mayEnterKey())) return addInSequence(context, picked, answers);
    return undefined;
  });
  if (accountId !== undefined) await promptFirstThreshold(context, accountId);
  return accountId;
}

async function addByArguments(
  context: AddAccountContext & Pick<CommandContext, "providerRegistry">,
  args: z.infer<typeof argumentSchema>,
): Promise<string> {
  const provider = requireProvider(context, args.provider);
  if (args.baseUrl === undefined && provider.defaultBaseUrl === undefined) throw argumentError("baseUrl");
  const { label, baseUrl, refreshMinutes, budget } = args;
  const parameters = parseParameters(provider, args.parameters);
  const account = defined({ provider, parameters, label, baseUrl, refreshMinutes, budget });
  const credential = parseCredential(provider, args);
  // Checked before the key is sent, because sending spends a refresh token.
  if (label !== undefined && containsSecret(label, credential)) throw argumentError("label");
  for (const [name, text] of Object.entries(parameters)) {
    if (containsSecret(text, credential)) throw argumentError(`parameters.${name}`);
  }
  const verified = await context.accountManager.verify(account, credential, context.signal);
  if (!verified.ok) throw toProblemError(context, verified.failure);
  return (await context.accountManager.save(account, verified.value)).id;
}

/** Asks for what an account of this provider needs, and adds it. */
export async function addAccountByPrompts(
  context: AddAccountContext,
  provider: Provider,
): Promise<string | undefined> {
  if (!(await keepOtherKeys(context))) return undefined;
  const accountId = await askInSequence((answers) => addInSequence(context, provider, answers));
  if (accountId !== undefined) await promptFirstThreshold(context, accountId);
  return accountId;
}

async function addInSequence(
  context: AddAccountContext,
  provider: Provider,
  answers: Answers,
): Promise<string | undefined> {
  const hasBudget = provider.declared?.hasBudget ?? false;
  const steps = createSteps(provider, l10n.t("Add {0} account", provider.name), hasBudget ? 2 : 1, answers);
  const place = await promptLocation(provider, steps);
  if (!place) return undefined;
  // Before the key, so that the first reading has it.
  const budget = hasBudget ? await promptBudget(steps.next()) : null;
  if (budget === undefined) return undefined;
  const location = budget === null ? place : { ...place, budget };
  const key = await promptKey(context, { ...location, steps, answers });
  if (!key) return undefined;
  const label = await promptName({
    ...steps.next(),
    value: provider.name,
    isKey: (text) => containsSecret(text, key.credential),
  });
  if (label === undefined) return undefined;
  const account = await context.accountManager.save({ ...location, label }, key.verified);
  reportFirstReading(context, account.id, "added");
  return account.id;
}
