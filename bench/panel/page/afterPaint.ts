/** Call it within a frame: calls `callback` as soon as that frame has been painted. */
export function afterPaint(callback: (atMs: number) => void): void {
  void scheduler.postTask(() => callback(performance.now()), { priority: "user-blocking" });
}
