import { dateTimeFormat } from "../common/intlFormats.ts";
import { dayMs, hourMs, minuteMs } from "./durations.ts";
import { type TimeZone, utcOffsetMs } from "./timeZone.ts";

/** No time zone changes its offset twice within this time. */
const blockMs = 6 * hourMs;

/** Blanks of typography, which nobody types into a search. */
const thinBlanks = /[\u00a0\u2009\u202f]/g;

/**
 * Writes local times as a locale does, to the minute: "10:53 PM", and with the day "Nov 16, 10:53 PM". Parts of the texts
 * are kept, since `Intl` takes long for the many times that a search looks at.
 */
export class LocalTimeTexts {
  readonly #timeZone: TimeZone;
  readonly #transform: (text: string) => string;
  readonly #clock: Intl.DateTimeFormat;
  readonly #dated: Intl.DateTimeFormat;
  readonly #clocks = new Map<number, string>();
  /** What comes before the time on each day; `undefined` in a locale that writes the time first. */
  readonly #days = new Map<number, string | undefined>();
  readonly #offsets = new Map<number, number | undefined>();

  /** `transform`: applied to every text, and to the parts of it. */
  constructor(locale: string, timeZone: TimeZone, transform = (text: string) => text) {
    const clock = { hour: "numeric", minute: "2-digit", timeZone: "UTC" } as const;
    this.#timeZone = timeZone;
    this.#transform = (text) => transform(text.replace(thinBlanks, " "));
    this.#clock = dateTimeFormat(locale, clock);
    this.#dated = dateTimeFormat(locale, { ...clock, month: "short", day: "numeric" });
  }

  /** Two times, with the day where they are not on the same one. */
  range(sinceMs: number, atMs: number): readonly [since: string, at: string] {
    const [since, at] = [this.#localMs(sinceMs), this.#localMs(atMs)];
    const isSameDay = Math.floor(since / dayMs) === Math.floor(at / dayMs);
    return isSameDay
      ? [this.#clockText(since), this.#clockText(at)]
      : [this.#datedText(since), this.#datedText(at)];
  }

  /** Whether the letters of a text may stand in a time. */
  hasWords(words: readonly string[]): boolean {
    const sample = Array.from({ length: 12 * 24 }, (_, index) =>
      this.#datedText(Date.UTC(2026, index % 12, 1 + (index % 28), index % 24)),
    ).join("\n");
    return words.every((word) => sample.includes(word));
  }

  /** Whether each minute of a day is written with this text in it. */
  minutesWith(text: string): Uint8Array {
    return Uint8Array.from({ length: dayMs / minuteMs }, (_, minute) =>
      this.#clockText(minute * minuteMs).includes(text) ? 1 : 0,
    );
  }

  minuteOfDay(atMs: number): number {
    return minuteOf(this.#localMs(atMs));
  }

  #clockText(localMs: number): string {
    const minute = minuteOf(localMs);
    let text = this.#clocks.get(minute);
    if (text === undefined) {
      text = this.#transform(this.#clock.format(localMs));
      this.#clocks.set(minute, text);
    }
    return text;
  }

  #datedText(localMs: number): string {
    const day = Math.floor(localMs / dayMs);
    const clock = this.#clockText(localMs);
    if (!this.#days.has(day)) {
      const text = this.#transform(this.#dated.format(localMs));
      this.#days.set(day, text.endsWith(clock) ? text.slice(0, -clock.length) : undefined);
    }
    const date = this.#days.get(day);
    return date === undefined ? this.#transform(this.#dated.format(localMs)) : date + clock;
  }

  #localMs(atMs: number): number {
    const block = Math.floor(atMs / blockMs);
    if (!this.#offsets.has(block)) {
      const [first, last] = [block, block + 1].map((each) => utcOffsetMs(each * blockMs, this.#timeZone));
      this.#offsets.set(block, first === last ? first : undefined);
    }
    return atMs + (this.#offsets.get(block) ?? utcOffsetMs(atMs, this.#timeZone));
  }
}

function minuteOf(localMs: number): number {
  return Math.floor((localMs - Math.floor(localMs / dayMs) * dayMs) / minuteMs);
}
