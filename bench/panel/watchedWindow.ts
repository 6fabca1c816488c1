import { setTimeout as wait } from "node:timers/promises";
import type { Frame } from "playwright-core";
import { UserError } from "../../scripts/helpers/cleanUp.ts";
import type { WorkbenchWindow } from "../../scripts/workbench/workbenchWindow.ts";
import { bundlePageScript } from "./bundlePageScript.ts";
import type { PaintEvent, Scrolled, Step } from "./pageTimes.ts";

const paintMs = 20_000;
const calmMs = 400;

/** A window whose frames tell when they painted what. */
export class WatchedWindow {
  readonly #window: WorkbenchWindow;
  #seen = new Map<PaintEvent["what"], number>();
  #frame: Frame | undefined;

  private constructor(window: WorkbenchWindow) {
    this.#window = window;
  }

  static async watch(window: WorkbenchWindow): Promise<WatchedWindow> {
    const watched = new WatchedWindow(window);
    await window.page.exposeBinding("tellBench", ({ frame }, { what, atMs }: PaintEvent) => {
      watched.#seen.set(what, atMs);
      if (what !== "pressed") watched.#frame = frame;
    });
    await window.page.addInitScript({ content: await bundlePageScript() });
    await window.page.reload();
    await window.statusBarItem().waitFor();
    return watched;
  }

  /** Presses a key that opens a panel: how long after it each of these was painted. */
  async open<What extends PaintEvent["what"]>(
    key: string,
    whats: readonly What[],
  ): Promise<Record<What, number>> {
    this.#seen = new Map();
    await this.#window.page.keyboard.press(key);
    for (const until = Date.now() + paintMs; !whats.every((what) => this.#seen.has(what)); await wait(20)) {
      if (Date.now() > until)
        throw new UserError(`${key} painted only ${[...this.#seen.keys()].join(", ")}.`);
    }
    const pressedMs = this.#seen.get("pressed") ?? Number.NaN;
    const entries = whats.map((what) => [what, (this.#seen.get(what) ?? Number.NaN) - pressedMs] as const);
    return Object.fromEntries(entries) as Record<What, number>;
  }

  async close(key: string): Promise<void> {
    await this.#window.page.keyboard.press(key);
    await this.#window.page.locator("iframe.webview").waitFor({ state: "detached" });
    await wait(calmMs);
  }

  scroll(durationMs: number, pxPerFrame: number): Promise<Scrolled> {
    return this.#evaluate<Scrolled>(`creditMonitorBench.scroll(${durationMs}, ${pxPerFrame})`);
  }

  async timeStep(step: Step): Promise<number> {
    const took = await this.#evaluate<number>(`creditMonitorBench.timeStep(${JSON.stringify(step)})`);
    await wait(calmMs / 2);
    return took;
  }

  async #evaluate<T>(expression: string): Promise<T> {
    if (!this.#frame) throw new Error("no panel is open");
    return await this.#frame.evaluate<T>(expression);
  }
}
