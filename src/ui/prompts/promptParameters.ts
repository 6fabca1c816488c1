import { l10n } from "vscode";
import type { ParameterDefinition } from "../../core/providerDefinition.ts";
import { isParameterValue } from "../../providers/declared/template.ts";
import type { Provider } from "../../providers/provider.ts";
import { wrongArgument } from "../context/commandErrors.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { Steps } from "./inputBox.ts";
import { inputBox } from "./inputBox.ts";

export type Parameters = Readonly<Record<string, string>>;

/** Asks for what a declared provider has to know besides the key; `undefined` when the person leaves. */
export async function promptParameters(provider: Provider, steps: Steps): Promise<Parameters | undefined> {
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(provider.declared?.parameters ?? {})) {
    const value = await inputBox<string>({
      ...steps.next(),
      prompt: promptOf(provider, parameter),
      placeholder: parameter.example ?? "",
      validate: (text) =>
        isFitting(text, parameter) ? undefined : l10n.t("This is no {0}.", messageText(parameter.label, 80)),
      accept: async (text) => ({ value: text }),
    });
    if (value === undefined) return undefined;
    if (value !== "") values[name] = value;
  }
  return values;
}

/** The parameters that a command was given. Throws an Error that names the one that is missing or wrong. */
export function givenParameters(provider: Provider, given: Parameters = {}): Parameters {
  const known = provider.declared?.parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name)) throw wrongArgument(`parameters.${name}`);
  }
  for (const [name, parameter] of Object.entries(known)) {
    if (!isFitting(given[name] ?? "", parameter)) throw wrongArgument(`parameters.${name}`);
  }
  return given;
}

function isFitting(text: string, parameter: ParameterDefinition): boolean {
  return text === "" ? parameter.optional === true : isParameterValue(text, parameter);
}

function promptOf({ name }: Provider, { label, hint, optional }: ParameterDefinition): string {
  const words = [messageText(label, 80), name] as const;
  const prompt = optional
    ? l10n.t("{0} of {1}, if you want to name one", ...words)
    : l10n.t("{0} of {1}", ...words);
  return hint === undefined ? prompt : `${prompt}. ${messageText(hint)}`;
}
