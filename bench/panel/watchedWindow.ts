import { setTimeout as wait } from "node:timers/promises";
import type { Frame } from "playwright-core";
import { UserError } from "../../scripts/helpers/cleanUp.ts";
import type { WorkbenchWindow } from "../../scripts/workbench/workbenchWindow.ts";
import { bundlePageScript } from "./bundlePageScript.ts";
import type { PaintEvent, Scrolled, Step } from "./pageTimes.ts";

const paintMs = 20_000;
const settleMs = 400;

/** A window whose frames report when they painted what. */
export class WatchedWindow {
  readonly #window: WorkbenchWindow;
  #paintedAt = new Map<PaintEvent["element"], number>();
  #frame: Frame | undefined;

  private constructor(window: WorkbenchWindow) {
    this.#window = window;
  }

  static async watch(window: WorkbenchWindow): Promise<WatchedWindow> {
    const watched = new WatchedWindow(window);
    await window.page.exposeBinding("reportToBench", ({ frame }, { element, atMs }: PaintEvent) => {
      watched.#paintedAt.set(element, atMs);
      if (element !== "pressed") watched.#frame = frame;
    });
    await window.page.addInitScript({ content: await bundlePageScript() });
    await window.page.reload();
    await window.statusBarItem().waitFor();
    return watched;
  }

  /** Presses a key that opens a panel; returns how long after it each element was painted. */
  async open<Element extends PaintEvent["element"]>(
    key: string,
    elements: readonly Element[],
  ): Promise<Record<Element, number>> {
    this.#paintedAt = new Map();
    await this.#window.page.keyboard.press(key);
    for (
      const until = Date.now() + paintMs;
      !elements.every((element) => this.#paintedAt.has(element));
      await wait(20)
    ) {
      if (Date.now() > until)
        throw new UserError(`${key} painted only ${[...this.#paintedAt.keys()].join(", ")}.`);
    }
    const pressedMs = this.#paintedAt.get("pressed") ?? Number.NaN;
    const entries = elements.map(
      (element) => [element, (this.#paintedAt.get(element) ?? Number.NaN) - pressedMs] as const,
    );
    return Object.fromEntries(entries) as Record<Element, number>;
  }

  async close(key: string): Promise<void> {
    await this.#window.page.keyboard.press(key);
    await this.#window.page.locator("iframe.webview").waitFor({ state: "detached" });
    await wait(settleMs);
  }

  /** Closes the window for good. */
  async end(): Promise<void> {
    await this.#window.page.close();
  }

  scroll(durationMs: number, pxPerFrame: number): Promise<Scrolled> {
    return this.#evaluate<Scrolled>(`creditMonitorBench.scroll(${durationMs}, ${pxPerFrame})`);
  }

  async timeStep(step: Step): Promise<number> {
    const durationMs = await this.#evaluate<number>(`creditMonitorBench.timeStep(${JSON.stringify(step)})`);
    await wait(settleMs / 2);
    return durationMs;
  }

  async #evaluate<T>(expression: string): Promise<T> {
    if (!this.#frame) throw new Error("no panel is open");
    return await this.#frame.evaluate<T>(expression);
  }
}
