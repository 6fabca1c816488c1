import type { Step } from "../pageTimes.ts";
import { afterPaint } from "./afterPaint.ts";
import { blankRows } from "./blankRows.ts";

const limitMs = 10_000;

/** Performs one step; resolves with the time until its result was painted. */
export function timeStep(step: Step): Promise<number> {
  const before = shown();
  const startMs = performance.now();
  perform(step);
  return new Promise((resolve, reject) => {
    const check = () => {
      if (performance.now() - startMs > limitMs) reject(new Error(`${JSON.stringify(step)} changed nothing`));
      else if (shown() === before || blankRows() > 0) requestAnimationFrame(check);
      else afterPaint((atMs) => resolve(atMs - startMs));
    };
    requestAnimationFrame(check);
  });
}

/** What a step changes: the word of the empty page, or the number of entries and the scroll position. */
function shown(): string {
  const body = document.querySelector(".grid-body");
  const texts = ["#word", ".ledger .count"].map((selector) => document.querySelector(selector)?.textContent);
  return [...texts, body?.scrollTop].join(" ");
}

function perform(step: Step): void {
  if (step.kind === "request") dispatchEvent(new CustomEvent("ask", { detail: String(performance.now()) }));
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
