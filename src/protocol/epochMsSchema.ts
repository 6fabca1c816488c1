import * as z from "zod/mini";
import { maxDateMs } from "../core/time/instant.ts";

/** Epoch milliseconds in a message of the panel: no more than a `Date` holds, which throws beyond. */
export const panelMs = z.number().check(z.gte(-maxDateMs), z.lte(maxDateMs));
