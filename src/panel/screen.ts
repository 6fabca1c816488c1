import type { ToPanel } from "../core/panelMessages.ts";

type State = Extract<ToPanel, { kind: "state" }>;

/** What the panel shows at one moment; the ground of every view. */
export interface Screen extends Omit<State, "kind"> {
  readonly nowMs: number;
}
