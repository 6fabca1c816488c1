import type { Scrolled } from "../pageTimes.ts";
import { blankRows } from "./blankRows.ts";

const settleMs = 700;

/** Scrolls the ledger, or a page without one, by `pxPerFrame` in every frame. */
export async function scroll(durationMs: number, pxPerFrame: number): Promise<Scrolled> {
  const scroller = document.querySelector(".grid-body") ?? document.documentElement;
  const frameMs: number[] = [];
  let blankFrames = 0;
  const startMs = performance.now();
  let beforeMs = await nextFrame();
  while (performance.now() - startMs < durationMs) {
    // Before the step of this frame, so it counts what the last frame showed.
    if (blankRows() > 0) blankFrames += 1;
    scroller.scrollTop += pxPerFrame;
    const nowMs = await nextFrame();
    frameMs.push(nowMs - beforeMs);
    beforeMs = nowMs;
  }
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const scrolled = { frameMs, blankFrames, blankRows: blankRows() };
  scroller.scrollTop = 0;
  return scrolled;
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
