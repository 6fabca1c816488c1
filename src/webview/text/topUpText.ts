import type { PanelAccount } from "../../protocol/messages.ts";
import type { Screen } from "../app/screen.ts";
import { amountText } from "./amountText.ts";
import { fillWords } from "./formatMessage.ts";

/** "tops up automatically below 100", in the headline meter's unit. */
export function topUpText(screen: Screen, account: PanelAccount): string | undefined {
  if (!account.autoTopUp) return undefined;
  const { threshold, amount } = account.autoTopUp;
  const unit = account.meters[0]?.unit ?? { kind: "credits" };
  const { topsUp, topsUpBelow, topsUpBy } = screen.words;
  if (threshold === undefined) return topsUp;
  const below = amountText(screen, threshold, unit);
  return amount === undefined
    ? fillWords(topsUpBelow, below)
    : fillWords(topsUpBy, below, amountText(screen, amount, unit));
}
