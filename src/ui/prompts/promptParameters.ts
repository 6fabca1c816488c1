import type { ParameterDefinition } from "../../core/providerDefinition.ts";
import { isParameterValue } from "../../providers/declared/template.ts";
import type { Provider } from "../../providers/provider.ts";
import { argumentError } from "../context/commandErrors.ts";
import { definitionText } from "../text/definitionText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { type Step, type Steps, showInputBox } from "./inputBox.ts";

export type ParameterValues = Readonly<Record<string, string>>;

/** Asks for the parameters of a declared provider; `undefined` when the user cancels. */
export async function promptParameters(
  provider: Provider,
  steps: Steps,
): Promise<ParameterValues | undefined> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(provider.declared?.parameters ?? {})) {
    const value = await promptParameter(provider, name, steps.next());
    if (value === undefined) return undefined;
    if (value !== "") values[name] = value;
  }
  return values;
}

/** Asks for one parameter; empty for an optional one that is left out, `undefined` when the user cancels. */
export async function promptParameter(
  provider: Provider,
  name: string,
  options: Step & { readonly value?: string },
): Promise<string | undefined> {
  const parameter = provider.declared?.parameters[name];
  if (!parameter) return undefined;
  return showInputBox<string>({
    ...options,
    prompt: parameterPrompt(provider, parameter),
    placeholder: parameter.example ?? "",
    validate: (text) =>
      isValidParameter(text, parameter)
        ? undefined
        : l10n.t("That is not a valid {0}.", messageText(definitionText(parameter.label), 80)),
    accept: async (text) => ({ value: text }),
  });
}

/** Checks the parameters in a command's argument. Throws an Error that names the one that is missing or wrong. */
export function parseParameters(provider: Provider, values: ParameterValues = {}): ParameterValues {
  const parameters = provider.declared?.parameters ?? {};
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(parameters, name)) throw argumentError(`parameters.${name}`);
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!isValidParameter(values[name] ?? "", parameter)) throw argumentError(`parameters.${name}`);
  }
  return values;
}

function isValidParameter(text: string, parameter: ParameterDefinition): boolean {
  return text === "" ? parameter.optional === true : isParameterValue(text, parameter);
}

function parameterPrompt({ name }: Provider, { label, hint, optional }: ParameterDefinition): string {
  const names = [messageText(definitionText(label), 80), name] as const;
  const prompt = optional ? l10n.t("{0} of {1} (optional)", ...names) : l10n.t("{0} of {1}", ...names);
  return hint === undefined ? prompt : l10n.t("{0}. {1}", prompt, messageText(definitionText(hint)));
}
