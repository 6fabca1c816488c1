// Put into every frame of the workbench: tells when a key was pressed and when things were first painted, and
// acts in the ledger when asked.
import type { Seen } from "../support/pageTimes.ts";
import { afterPaint } from "./afterPaint.ts";
import { scroll } from "./scroll.ts";
import { timeStep } from "./timeStep.ts";

declare global {
  interface Window {
    tellBench(seen: Seen): Promise<void>;
    creditMonitorBench: { readonly scroll: typeof scroll; readonly timeStep: typeof timeStep };
  }
}

// A webview's page is written into a frame that is there already, which ends what waits for its frames, not timers.
const lookMs = 4;

const awaited = new Map<Seen["what"], string>([
  ["word", "#word"],
  ["meters", "#account .headline"],
  ["chart", ".plot canvas"],
  ["rows", ".grid-body .row:not([aria-busy])"],
]);

function tell(what: Seen["what"], atMs: number): void {
  void window.tellBench({ what, atMs: performance.timeOrigin + atMs });
}

function look(): void {
  for (const [what, selector] of awaited) {
    if (!document.querySelector(selector)) continue;
    awaited.delete(what);
    requestAnimationFrame(() => afterPaint((atMs) => tell(what, atMs)));
  }
}

window.creditMonitorBench = { scroll, timeStep };
if (window === window.top) {
  const isOurs = ({ ctrlKey, altKey, code }: KeyboardEvent) => ctrlKey && altKey && code.startsWith("Digit");
  addEventListener("keydown", (event) => isOurs(event) && tell("pressed", event.timeStamp), true);
} else {
  setInterval(look, lookMs);
}
