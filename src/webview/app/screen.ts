import type { PanelState } from "../../protocol/messages.ts";

/** What the panel shows at one moment; the ground of every view. */
export interface Screen extends Omit<PanelState, "kind"> {
  readonly nowMs: number;
}
