import * as z from "zod/mini";

/** What a `Date` holds at most, in either direction. */
export const mostMs = 8.64e15;

/** Epoch milliseconds in a message of the panel: no more than a `Date` holds, which throws beyond. */
export const panelMs = z.number().check(z.gte(-mostMs), z.lte(mostMs));
