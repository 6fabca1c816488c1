import * as z from "zod/mini";
import { type Amount, parseAmount } from "../../core/money/amount.ts";
import type { Instant } from "../../core/time/instant.ts";
import { Numeral } from "./exactJson.ts";
import { parseAnyDate, parseReplyDate } from "./replyDate.ts";

/** Schemas for the fields of replies. A failed parse names the wrong field by its path. */

const source = z.union([z.instanceof(Numeral), z.string()]);

/** A JSON number, or a string that is one, as an exact amount. */
export const amount = z.pipe(
  source,
  z.transform((value, context): Amount => {
    const parsed = parseAmount(value.toString());
    if (parsed !== undefined) return parsed;
    const isNumber = value instanceof Numeral || /^[+-]?(nan|inf(inity)?|[\d.]+(e[+-]?\d+)?)$/i.test(value);
    context.issues.push({ code: "custom", message: isNumber ? "notFinite" : "wrongType", input: value });
    return z.NEVER;
  }),
);

/** A date in any form that `parseAnyDate` reads, as an instant in UTC. One that means never is refused. */
export const instant = z.pipe(
  source,
  z.transform((value, context): Instant => {
    const parsed = parseAnyDate(value.toString());
    if (parsed) return parsed;
    context.issues.push({ code: "custom", message: "wrongType", input: value });
    return z.NEVER;
  }),
);

/** The same for a date to come. One that means never gives `undefined`. */
export const expiry = z.pipe(
  source,
  z.transform((value, context): Instant | undefined => {
    const parsed = parseReplyDate(value.toString());
    if (parsed !== undefined) return parsed ?? undefined;
    context.issues.push({ code: "custom", message: "wrongType", input: value });
    return z.NEVER;
  }),
);

/** An HTTP status in the body. */
export const httpStatus = z.pipe(
  amount,
  z.transform((value, context): number => {
    if (/^[1-5]\d\d$/.test(value)) return Number(value);
    context.issues.push({ code: "custom", message: "wrongType", input: value });
    return z.NEVER;
  }),
);

export const text = z.string();
export const flag = z.boolean();

/** Whatever is there counts as absent. The last option of a union. `z.catch` would bring all of zod's helpers with it. */
export const ignored = z.pipe(
  z.optional(z.unknown()),
  z.transform(() => undefined),
);

/** A text of an error body. A value of another type counts as absent and does not fail the parse. */
export const optionalText = z.union([text, ignored]);

/** An identifier that may come as a string or a number. */
export const identifier = z.pipe(
  source,
  z.transform((value) => value.toString()),
);
