import type { Meter } from "../../core/accounts/accountState.ts";
import type { Screen } from "../app/screen.ts";
import { amountText } from "./amountText.ts";
import { fillWords } from "./formatMessage.ts";

/** What is set aside of a meter; nothing where nothing is. */
export function heldText(screen: Screen, { held, unit }: Meter): string | undefined {
  if (held === undefined || held === "0") return undefined;
  return fillWords(screen.words.held, amountText(screen, held, unit));
}
