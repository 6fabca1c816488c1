// Runs in every frame of the workbench: reports when a key was pressed and when elements were first painted,
// and performs steps in the ledger.
import type { PaintEvent } from "../pageTimes.ts";
import { afterPaint } from "./afterPaint.ts";
import { scroll } from "./scroll.ts";
import { timeStep } from "./timeStep.ts";

declare global {
  interface Window {
    reportToBench(event: PaintEvent): Promise<void>;
    creditMonitorBench: { readonly scroll: typeof scroll; readonly timeStep: typeof timeStep };
  }
}

// A webview's page is written into an existing frame. That cancels animation frame callbacks, but not timers.
const checkMs = 4;

interface Target {
  readonly element: PaintEvent["element"];
  readonly selector: string;
  /** A selector that matches before the element is painted. */
  readonly root: string;
}

let pending: readonly Target[] = [
  { element: "word", selector: "#word", root: "#word" },
  { element: "meters", selector: "#account .headline", root: "panel-root" },
  { element: "chart", selector: ".plot canvas", root: "panel-root" },
  { element: "rows", selector: ".grid-body .row:not([aria-busy])", root: "panel-root" },
];

function report(element: PaintEvent["element"], atMs: number): void {
  void window.reportToBench({ element, atMs: performance.timeOrigin + atMs });
}

function check(): void {
  const isDue = pending.some(({ root }) => document.querySelector(root));
  if (isDue) requestAnimationFrame(() => afterPaint(reportPainted));
}

function reportPainted(atMs: number): void {
  const painted = pending.filter(({ selector }) => document.querySelector(selector));
  pending = pending.filter((target) => !painted.includes(target));
  for (const { element } of painted) report(element, atMs);
}

window.creditMonitorBench = { scroll, timeStep };
if (window === window.top) {
  const isOurs = ({ ctrlKey, altKey, code }: KeyboardEvent) => ctrlKey && altKey && code.startsWith("Digit");
  addEventListener("keydown", (event) => isOurs(event) && report("pressed", event.timeStamp), true);
} else {
  setInterval(check, checkMs);
}
