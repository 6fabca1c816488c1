import { distance } from "fastest-levenshtein";
import { foldName, type LabelledItem } from "./matchByName.ts";

/** Longer texts are compared by their beginning. */
const maxCompared = 80;

/** The items whose id or label is nearest to a name, for a hint; at most `limit`, the nearest first. */
export function nearNames<T extends LabelledItem>(
  items: readonly T[],
  name: string,
  limit: number,
): readonly T[] {
  const fold = (text: string) => foldName(text).slice(0, maxCompared);
  const wanted = fold(name);
  const distanceOf = ({ id, label }: LabelledItem) => {
    const names = [fold(id), fold(label)];
    if (wanted !== "" && names.some((text) => text.includes(wanted))) return 0;
    return Math.min(...names.map((text) => distance(text, wanted)));
  };
  return items
    .map((item) => ({ item, distance: distanceOf(item) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ item }) => item);
}
