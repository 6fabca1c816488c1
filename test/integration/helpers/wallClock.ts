const machineNow = Date.now;

/** The wall clock that the extension sees: it lives in this process. Timers go on as they are. */
export const wallClock = {
  /** As after a sleep, or when somebody sets the clock: negative goes back. Adds up. */
  jump(ms: number): void {
    const before = Date.now;
    Date.now = () => before() + ms;
  },
  restore(): void {
    Date.now = machineNow;
  },
};
