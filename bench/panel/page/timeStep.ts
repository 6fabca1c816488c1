import type { Step } from "../pageTimes.ts";
import { afterPaint } from "./afterPaint.ts";
import { blankRows } from "./blankRows.ts";

const limitMs = 10_000;

/** Does one step and tells how long it took until what it leads to was painted. */
export function timeStep(step: Step): Promise<number> {
  const before = shown();
  const startMs = performance.now();
  take(step);
  return new Promise((resolve, reject) => {
    const look = () => {
      if (performance.now() - startMs > limitMs) reject(new Error(`${JSON.stringify(step)} changed nothing`));
      else if (shown() === before || blankRows() > 0) requestAnimationFrame(look);
      else afterPaint((atMs) => resolve(atMs - startMs));
    };
    requestAnimationFrame(look);
  });
}

/** What a step changes: the word of the empty page, or how many entries there are and which is on top. */
function shown(): string {
  const body = document.querySelector(".grid-body");
  const texts = ["#word", ".ledger .count"].map((selector) => document.querySelector(selector)?.textContent);
  return [...texts, body?.scrollTop].join(" ");
}

function take(step: Step): void {
  if (step.kind === "ask") dispatchEvent(new CustomEvent("ask", { detail: String(performance.now()) }));
  if (step.kind === "jump") {
    const body = document.querySelector(".grid-body");
    if (body) body.scrollTop = body.scrollHeight * step.share;
  }
  if (step.kind === "search") set(document.querySelector<HTMLInputElement>(".filters .search"), step.value);
  if (step.kind === "filter") {
    const option = document.querySelector(`.filters option[value="${step.value}"]`);
    set(option?.closest("select"), step.value);
  }
}

function set(field: HTMLInputElement | HTMLSelectElement | null | undefined, value: string): void {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
