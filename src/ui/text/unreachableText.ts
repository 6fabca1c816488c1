import { l10n } from "vscode";
import type { UnreachableReason } from "../../core/readings/failure.ts";

const words = {
  dns: (who) => l10n.t("{0} cannot be reached: its name was not found. Check the network.", who),
  refused: (who) => l10n.t("{0} cannot be reached: the connection was refused.", who),
  reset: (who) => l10n.t("{0} cannot be reached: the connection broke. It is tried again.", who),
  tls: (who) =>
    l10n.t("{0} cannot be reached safely: its certificate or TLS is wrong. Check the network.", who),
  network: (who) => l10n.t("{0} cannot be reached. Check the network.", who),
  internal: (who) => l10n.t("{0} could not be read because of an error in Credit Monitor. See its log.", who),
} satisfies Record<UnreachableReason, (who: string) => string>;

export function unreachableText(reason: UnreachableReason, who: string): string {
  return words[reason](who);
}
