import { dayMs, hourMs, minuteMs } from "../../../core/time/durations.ts";
import { hourAndMinute } from "../../../core/time/localDay.ts";
import { type TimeZone, utcOffsetMs } from "../../../core/time/timeZone.ts";

const minutesADay = 1440;
/** No time zone changes its offset twice within this time. */
const blockMs = 6 * hourMs;

/**
 * Searches text in the reader's local times of the form `2026-11-16 21:59`. It runs for every row of a search, and SQLite's
 * `strftime(…, 'localtime')` takes ten times as long.
 */
export class LocalTimes {
  #text = "";
  #timeZone: TimeZone = "UTC";
  #clocks = new Uint8Array(minutesADay);
  readonly #dates = new Map<number, boolean>();
  readonly #offsets = new Map<number, number | undefined>();

  /** Sets the text to search for; returns whether any local time can contain it. */
  setSearchText(text: string, timeZone: TimeZone): boolean {
    if (timeZone !== this.#timeZone) this.#offsets.clear();
    this.#text = text;
    this.#timeZone = timeZone;
    this.#dates.clear();
    const isPossible = isPartOfTime(text);
    if (isPossible)
      this.#clocks = Uint8Array.from(allClockTimes(), (clock) => (this.#isClock(clock) ? 1 : 0));
    return isPossible;
  }

  matches(atMs: number): boolean {
    const localMs = atMs + this.#offsetMs(atMs);
    const day = Math.floor(localMs / dayMs);
    const isClock = this.#clocks[Math.floor((localMs - day * dayMs) / minuteMs)] === 1;
    // Text with a blank spans date and time; other text is in one of the two.
    return this.#text.includes(" ") ? isClock && this.#isDate(day) : isClock || this.#isDate(day);
  }

  #isClock(clock: string): boolean {
    const blank = this.#text.indexOf(" ");
    return blank < 0 ? clock.includes(this.#text) : clock.startsWith(this.#text.slice(blank + 1));
  }

  #isDate(day: number): boolean {
    let isFound = this.#dates.get(day);
    if (isFound === undefined) {
      const date = new Date(day * dayMs).toISOString().slice(0, 10);
      const blank = this.#text.indexOf(" ");
      isFound = blank < 0 ? date.includes(this.#text) : date.endsWith(this.#text.slice(0, blank));
      this.#dates.set(day, isFound);
    }
    return isFound;
  }

  #offsetMs(atMs: number): number {
    const block = Math.floor(atMs / blockMs);
    if (!this.#offsets.has(block)) {
      const [first, last] = [
        utcOffsetMs(block * blockMs, this.#timeZone),
        utcOffsetMs((block + 1) * blockMs, this.#timeZone),
      ];
      this.#offsets.set(block, first === last ? first : undefined);
    }
    return this.#offsets.get(block) ?? utcOffsetMs(atMs, this.#timeZone);
  }
}

function isPartOfTime(text: string): boolean {
  const ofDigits = text.replaceAll(/\d/g, "0");
  return text !== "" && "0000-00-00 00:00".includes(ofDigits);
}

function allClockTimes(): string[] {
  return Array.from({ length: minutesADay }, (_, minute) =>
    hourAndMinute(Math.floor(minute / 60), minute % 60),
  );
}
