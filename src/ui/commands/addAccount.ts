import { l10n } from "vscode";
import * as z from "zod/mini";
import type { Provider } from "../../providers/provider.ts";
import { containsSecret } from "../../services/credentials/containsSecret.ts";
import { commandArguments, labelField, refreshMinutesField } from "../context/commandArguments.ts";
import { type CommandContext, providerOf, toProviderError } from "../context/commandContext.ts";
import { wrongArgument } from "../context/commandErrors.ts";
import { givenKey, keyFields } from "../context/credentialArguments.ts";
import { reportFirstReading } from "../notifications/reportFirstReading.ts";
import { pickProvider } from "../prompts/pickProvider.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { promptLocation, stepsOf } from "../prompts/promptLocation.ts";
import { promptName } from "../prompts/promptName.ts";
import { givenParameters } from "../prompts/promptParameters.ts";

const fields = z.object({
  provider: z.string(),
  label: z.exactOptional(labelField),
  baseUrl: z.exactOptional(z.string().check(z.minLength(1))),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  ...keyFields,
});

/** Reads an account once and saves it. Resolves to its id; `undefined` when the person leaves. */
export async function addAccount(context: CommandContext, value: unknown): Promise<string | undefined> {
  const args = commandArguments(fields, value);
  return args ? addSilently(context, args) : addByPrompts(context);
}

async function addSilently(context: CommandContext, args: z.infer<typeof fields>): Promise<string> {
  const provider = providerOf(context, args.provider);
  if (args.baseUrl === undefined && provider.defaultBaseUrl === undefined) throw wrongArgument("baseUrl");
  const { label, baseUrl, refreshMinutes } = args;
  const parameters = givenParameters(provider, args.parameters);
  const wanted = {
    provider,
    parameters,
    ...(label === undefined ? {} : { label }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
  };
  const given = givenKey(provider, args);
  // Before the key is tried, which spends a refresh token.
  if (label !== undefined && containsSecret(label, given)) throw wrongArgument("label");
  for (const [name, value] of Object.entries(parameters)) {
    if (containsSecret(value, given)) throw wrongArgument(`parameters.${name}`);
  }
  const proven = await context.accountManager.prove(wanted, given, context.signal);
  if (!proven.ok) throw toProviderError(context, proven.failure, provider);
  return (await context.accountManager.save(wanted, proven.value)).id;
}

async function addByPrompts(context: CommandContext): Promise<string | undefined> {
  const picked = await pickProvider(context);
  if (picked === "sample") {
    await context.sample.add();
    context.panel.show();
    return undefined;
  }
  return picked && addOf(context, picked);
}

/** Asks for what an account of this provider needs, and adds it. */
export async function addOf(context: CommandContext, provider: Provider): Promise<string | undefined> {
  const steps = stepsOf(provider, l10n.t("Add {0} account", provider.name), 1);
  const place = await promptLocation(provider, steps);
  if (!place) return undefined;
  const asked = await promptKey(context, { ...place, steps });
  if (!asked) return undefined;
  const label = await promptName({
    ...steps.next(),
    value: provider.name,
    isKey: (text) => containsSecret(text, asked.given),
  });
  if (label === undefined) return undefined;
  const account = await context.accountManager.save({ ...place, label }, asked.proven);
  reportFirstReading(context, account.id, "added");
  return account.id;
}
