import { l10n } from "vscode";
import * as z from "zod/mini";
import type { Provider } from "../../providers/provider.ts";
import { containsSecret } from "../../services/credentials/containsSecret.ts";
import { labelField, parseArguments, refreshMinutesField } from "../context/commandArguments.ts";
import { type CommandContext, requireProvider, toProblemError } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { credentialFields, parseCredential } from "../context/credentialArguments.ts";
import { reportFirstReading } from "../notifications/reportFirstReading.ts";
import { pickProvider } from "../prompts/pickProvider.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { createSteps, promptLocation } from "../prompts/promptLocation.ts";
import { promptName } from "../prompts/promptName.ts";
import { parseParameters } from "../prompts/promptParameters.ts";

const fields = z.object({
  provider: z.string(),
  label: z.exactOptional(labelField),
  baseUrl: z.exactOptional(z.string().check(z.minLength(1))),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  ...credentialFields,
});

/** Reads an account once and saves it. Resolves to its id; `undefined` when the person leaves. */
export async function addAccount(context: CommandContext, value: unknown): Promise<string | undefined> {
  const args = parseArguments(fields, value);
  return args ? addByArguments(context, args) : addByPrompts(context);
}

async function addByArguments(context: CommandContext, args: z.infer<typeof fields>): Promise<string> {
  const provider = requireProvider(context, args.provider);
  if (args.baseUrl === undefined && provider.defaultBaseUrl === undefined) throw argumentError("baseUrl");
  const { label, baseUrl, refreshMinutes } = args;
  const parameters = parseParameters(provider, args.parameters);
  const wanted = {
    provider,
    parameters,
    ...(label === undefined ? {} : { label }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(refreshMinutes === undefined ? {} : { refreshMinutes }),
  };
  const given = parseCredential(provider, args);
  // Before the key is tried, which spends a refresh token.
  if (label !== undefined && containsSecret(label, given)) throw argumentError("label");
  for (const [name, value] of Object.entries(parameters)) {
    if (containsSecret(value, given)) throw argumentError(`parameters.${name}`);
  }
  const proven = await context.accountManager.verify(wanted, given, context.signal);
  if (!proven.ok) throw toProblemError(context, proven.failure, provider);
  return (await context.accountManager.save(wanted, proven.value)).id;
}

async function addByPrompts(context: CommandContext): Promise<string | undefined> {
  const picked = await pickProvider(context);
  if (picked === "sample") {
    await context.sampleAccounts.add();
    context.panel.show();
    return undefined;
  }
  return picked && addAccountByPrompts(context, picked);
}

/** Asks for what an account of this provider needs, and adds it. */
export async function addAccountByPrompts(
  context: CommandContext,
  provider: Provider,
): Promise<string | undefined> {
  const steps = createSteps(provider, l10n.t("Add {0} account", provider.name), 1);
  const place = await promptLocation(provider, steps);
  if (!place) return undefined;
  const asked = await promptKey(context, { ...place, steps });
  if (!asked) return undefined;
  const label = await promptName({
    ...steps.next(),
    value: provider.name,
    isKey: (text) => containsSecret(text, asked.credential),
  });
  if (label === undefined) return undefined;
  const account = await context.accountManager.save({ ...place, label }, asked.verified);
  reportFirstReading(context, account.id, "added");
  return account.id;
}
