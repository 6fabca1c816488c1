import { l10n } from "vscode";
import type { Level } from "../../core/accounts/accountState.ts";

const words = {
  ok: () => l10n.t("ok"),
  low: () => l10n.t("low"),
  empty: () => l10n.t("empty"),
  unknown: () => l10n.t("unknown"),
} satisfies Record<Level, () => string>;

export function levelText(level: Level): string {
  return words[level]();
}
