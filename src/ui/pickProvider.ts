import { l10n, QuickPickItemKind, ThemeIcon, window } from "vscode";
import type { Provider } from "../providers/provider.ts";
import type { Desk } from "./desk.ts";
import { providerBlurb, providerIcon } from "./providerBlurb.ts";

/** Lets a person choose a provider, or the samples; `undefined` when they leave. */
export async function pickProvider(desk: Desk): Promise<Provider | "sample" | undefined> {
  const items = [
    ...desk.providers.all().map((provider) => ({
      label: provider.name,
      description: providerBlurb(provider.id),
      detail: provider.keyPage
        ? l10n.t("Key made at {0}", provider.keyPage)
        : l10n.t("Base URL and sign-in are asked for"),
      iconPath: new ThemeIcon(providerIcon(provider.id)),
      choice: provider,
    })),
    { label: "", kind: QuickPickItemKind.Separator, choice: undefined },
    {
      label: l10n.t("Sample accounts"),
      description: l10n.t("Look around without a key"),
      iconPath: new ThemeIcon("beaker"),
      choice: "sample" as const,
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Add account"),
    placeHolder: l10n.t("Whose credits should be watched?"),
    matchOnDescription: true,
  });
  return picked?.choice;
}
