import type { FromPanel, PanelAccount } from "../../protocol/messages.ts";
import type { PanelMemory } from "../../protocol/viewState.ts";
import type { Ask } from "./requestClient.ts";
import type { Screen } from "./screen.ts";

/** All that a region of the panel stands on: what is shown, what is remembered, and its ways to the host. */
export interface Room {
  readonly screen: Screen;
  readonly account: PanelAccount;
  /** Counts the changes of the account's history. */
  readonly revision: number;
  readonly memory: PanelMemory;
  readonly remember: (change: PanelMemory) => void;
  readonly ask: Ask;
  readonly post: (message: FromPanel) => void;
}
