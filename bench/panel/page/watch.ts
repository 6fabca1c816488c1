// Put into every frame of the workbench: tells when a key was pressed and when things were first painted, and
// acts in the ledger when asked.
import type { PaintEvent } from "../pageTimes.ts";
import { afterPaint } from "./afterPaint.ts";
import { scroll } from "./scroll.ts";
import { timeStep } from "./timeStep.ts";

declare global {
  interface Window {
    reportToBench(seen: PaintEvent): Promise<void>;
    creditMonitorBench: { readonly scroll: typeof scroll; readonly timeStep: typeof timeStep };
  }
}

// A webview's page is written into a frame that is there already, which ends what waits for its frames, not timers.
const lookMs = 4;

interface Awaited {
  readonly what: PaintEvent["what"];
  readonly selector: string;
  /** There before it. */
  readonly root: string;
}

let awaited: readonly Awaited[] = [
  { what: "word", selector: "#word", root: "#word" },
  { what: "meters", selector: "#account .headline", root: "panel-root" },
  { what: "chart", selector: ".plot canvas", root: "panel-root" },
  { what: "rows", selector: ".grid-body .row:not([aria-busy])", root: "panel-root" },
];

function tell(what: PaintEvent["what"], atMs: number): void {
  void window.reportToBench({ what, atMs: performance.timeOrigin + atMs });
}

function look(): void {
  const isDue = awaited.some(({ root }) => document.querySelector(root));
  if (isDue) requestAnimationFrame(() => afterPaint(tellPainted));
}

function tellPainted(atMs: number): void {
  const painted = awaited.filter(({ selector }) => document.querySelector(selector));
  awaited = awaited.filter((one) => !painted.includes(one));
  for (const { what } of painted) tell(what, atMs);
}

window.creditMonitorBench = { scroll, timeStep };
if (window === window.top) {
  const isOurs = ({ ctrlKey, altKey, code }: KeyboardEvent) => ctrlKey && altKey && code.startsWith("Digit");
  addEventListener("keydown", (event) => isOurs(event) && tell("pressed", event.timeStamp), true);
} else {
  setInterval(look, lookMs);
}
