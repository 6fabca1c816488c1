import * as z from "zod/mini";
import { mostMs } from "../core/time/instant.ts";

/** Epoch milliseconds in a message of the panel: no more than a `Date` holds, which throws beyond. */
export const panelMs = z.number().check(z.gte(-mostMs), z.lte(mostMs));
