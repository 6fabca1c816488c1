import { type ObservedDescriptions, observedCauses } from "../../../core/ledger/ledgerEntry.ts";
import { observedText, withoutTimes } from "../../../core/ledger/observedText.ts";
import { LocalTimeTexts } from "../../../core/time/localTimeTexts.ts";
import type { TimeZone } from "../../../core/time/timeZone.ts";
import { foldCase } from "../tables/caseFold.ts";

export const observedKinds = ["change", ...observedCauses, "notBooked", "unexplained"] as const;

export type ObservedKind = (typeof observedKinds)[number];

/** Searches text in the descriptions of observed entries as a reader sees them. It runs for every row of a search. */
export class ObservedTexts {
  #key = "";
  #text = "";
  #times: LocalTimeTexts | undefined;
  #descriptions: readonly string[] = [];
  /** The minutes of a day of which the search text names one; `undefined` where it names none. */
  #minutes: Uint8Array | undefined;

  /** Sets the text to search for, with its case folded; returns which kinds of descriptions may contain it. */
  setSearchText(
    text: string,
    timeZone: TimeZone,
    { locale, ...descriptions }: ObservedDescriptions,
  ): readonly ObservedKind[] {
    if (locale === undefined) return [];
    const key = JSON.stringify([locale, timeZone]);
    if (key !== this.#key || !this.#times) this.#times = new LocalTimeTexts(locale, timeZone, foldCase);
    this.#key = key;
    this.#text = text;
    this.#descriptions = observedKinds.map((kind) => foldCase(descriptions[kind] ?? ""));
    const times = this.#times;
    const [clock] = /\d+[:.]\d+/.exec(text) ?? [];
    this.#minutes = clock === undefined ? undefined : times.minutesWith(clock);
    const words = text.split(/[\p{N}\p{P}\s]+/u).filter((word) => word !== "");
    return observedKinds.filter((_kind, index) => {
      const description = withoutTimes(this.#descriptions[index] ?? "");
      return description !== "" && times.hasWords(words.filter((word) => !description.includes(word)));
    });
  }

  matches(kind: ObservedKind, sinceMs: number | undefined, atMs: number): boolean {
    const description = this.#descriptions[observedKinds.indexOf(kind)];
    if (!description || !this.#times) return false;
    if (this.#minutes && !this.#isMinute(atMs) && !this.#isMinute(sinceMs ?? atMs)) return false;
    return observedText(description, this.#times, sinceMs, atMs).includes(this.#text);
  }

  #isMinute(atMs: number): boolean {
    return this.#times !== undefined && this.#minutes?.[this.#times.minuteOfDay(atMs)] === 1;
  }
}
