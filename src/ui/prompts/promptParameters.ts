import { l10n } from "vscode";
import type { ParameterDefinition } from "../../core/providerDefinition.ts";
import { isParameterValue } from "../../providers/declared/template.ts";
import type { Provider } from "../../providers/provider.ts";
import { argumentError } from "../context/commandErrors.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { Steps } from "./inputBox.ts";
import { showInputBox } from "./inputBox.ts";

export type ParameterValues = Readonly<Record<string, string>>;

/** Asks for what a declared provider has to know besides the key; `undefined` when the person leaves. */
export async function promptParameters(
  provider: Provider,
  steps: Steps,
): Promise<ParameterValues | undefined> {
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(provider.declared?.parameters ?? {})) {
    const value = await showInputBox<string>({
      ...steps.next(),
      prompt: parameterPrompt(provider, parameter),
      placeholder: parameter.example ?? "",
      validate: (text) =>
        isValidParameter(text, parameter)
          ? undefined
          : l10n.t("This is no {0}.", messageText(parameter.label, 80)),
      accept: async (text) => ({ value: text }),
    });
    if (value === undefined) return undefined;
    if (value !== "") values[name] = value;
  }
  return values;
}

/** The parameters that a command was given. Throws an Error that names the one that is missing or wrong. */
export function parseParameters(provider: Provider, given: ParameterValues = {}): ParameterValues {
  const known = provider.declared?.parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name)) throw argumentError(`parameters.${name}`);
  }
  for (const [name, parameter] of Object.entries(known)) {
    if (!isValidParameter(given[name] ?? "", parameter)) throw argumentError(`parameters.${name}`);
  }
  return given;
}

function isValidParameter(text: string, parameter: ParameterDefinition): boolean {
  return text === "" ? parameter.optional === true : isParameterValue(text, parameter);
}

function parameterPrompt({ name }: Provider, { label, hint, optional }: ParameterDefinition): string {
  const words = [messageText(label, 80), name] as const;
  const prompt = optional
    ? l10n.t("{0} of {1}, if you want to name one", ...words)
    : l10n.t("{0} of {1}", ...words);
  return hint === undefined ? prompt : `${prompt}. ${messageText(hint)}`;
}
