import type { FromPanel, PanelAccount, PanelState } from "../../protocol/messages.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import type { Ask } from "./requestClient.ts";

/** What the panel shows at one moment; the ground of every view. */
export interface RenderContext extends Omit<PanelState, "kind"> {
  readonly nowMs: number;
}

/** All that a region of the panel stands on: what is shown, what is remembered, and its ways to the host. */
export interface ViewContext {
  readonly screen: RenderContext;
  readonly account: PanelAccount;
  /** Counts the changes of the account's history. */
  readonly revision: number;
  readonly memory: ViewState;
  readonly remember: (change: ViewState) => void;
  readonly ask: Ask;
  readonly post: (message: FromPanel) => void;
}
