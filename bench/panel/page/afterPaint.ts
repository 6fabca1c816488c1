/** Called within a frame: tells when that frame has been painted, before anything else is done. */
export function afterPaint(tell: (atMs: number) => void): void {
  void scheduler.postTask(() => tell(performance.now()), { priority: "user-blocking" });
}
