const machineNow = Date.now;

/** The wall clock of this process, in which the extension runs too. Timers are not affected. */
export const wallClock = {
  /** Moves the clock as a sleep or a user does; a negative value moves it back. Jumps add up. */
  jump(ms: number): void {
    const before = Date.now;
    Date.now = () => before() + ms;
  },
  restore(): void {
    Date.now = machineNow;
  },
};
