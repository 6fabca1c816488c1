import { median, milliseconds, printTable, quantile } from "../../scripts/helpers/report.ts";
import type { Scrolled } from "./pageTimes.ts";
import { keys } from "./panelKeys.ts";
import type { WatchedWindow } from "./watchedWindow.ts";

const durationMs = 3_000;
const refreshMs = 1000 / 60;
/** Pixels per frame: reading, turning the wheel, and a fast swipe. */
const speeds = [20, 100, 600];

/** Measures the frames while the ledger scrolls, beside an empty page that scrolls as far. */
export async function measureScrolling(window: WatchedWindow): Promise<void> {
  const rows: string[][] = [];
  for (const px of speeds) {
    await window.open(keys.empty, ["word"]);
    rows.push(row(`empty page, ${px} px a frame`, await window.scroll(durationMs, px)));
    await window.close(keys.close);
    await window.open(keys.bothSources, ["rows", "chart"]);
    rows.push(row(`ledger, ${px} px a frame`, await window.scroll(durationMs, px)));
    await window.close(keys.close);
  }
  printTable(
    `Scrolling for ${durationMs / 1000} s (goal: 60 frames a second, no blank rows after settling)`,
    ["", "frames/s", "median", "95 %", "dropped", "frames with blank rows", "blank when settled"],
    rows,
  );
}

function row(name: string, { frameMs, blankFrames, blankRows }: Scrolled): string[] {
  const totalMs = frameMs.reduce((sum, ms) => sum + ms, 0);
  const dropped = frameMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / refreshMs) - 1), 0);
  return [
    name,
    ((frameMs.length / totalMs) * 1000).toFixed(1),
    milliseconds(median(frameMs)),
    milliseconds(quantile(frameMs, 0.95)),
    `${dropped} of ${frameMs.length + dropped}`,
    String(blankFrames),
    String(blankRows),
  ];
}
