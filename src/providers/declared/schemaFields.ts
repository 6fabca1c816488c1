import * as z from "zod/mini";

/** The small parts that a definition is made of. Each names the field that is wrong by the path of its issue. */

const pointerForm = /^(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)*$/;

export const pointer = z.string().check(z.regex(pointerForm), z.maxLength(200));
export const pointers = z.union([pointer, z.array(pointer).check(z.minLength(1), z.maxLength(8))]);

/** One line for people: no controls, and nothing that Markdown or a message would make a link or an icon of. */
export const line = z
  .string()
  .check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Cf}\u2028\u2029<>`[\]]*$/u));

export const properNoun = z
  .string()
  .check(z.maxLength(60), z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} .,&'+/-]*[\p{L}\p{N}.+])?$/u));

export const webPage = z.string().check(z.regex(/^https:\/\/[^\s\\<>"'`()[\]{}]+$/), z.maxLength(300));
export const baseUrl = z.string().check(z.minLength(1), z.maxLength(300));

/** An RFC 9110 token. */
export const headerName = z.string().check(z.regex(/^[\w!#$%&'*+.^`|~-]+$/), z.maxLength(80));
/** Visible ASCII and blanks: a line break would begin another header. */
export const headerValue = z.string().check(z.regex(/^[!-~](?:[ -~]*[!-~])?$/), z.maxLength(300));

/** What templates refer to; also the names of meters and requests. */
export const name = z.string().check(z.regex(/^[A-Za-z][\w-]*$/), z.maxLength(40));

/** Begins with a slash, and has no empty or dotted step, escape, query or backslash. */
export const path = z
  .string()
  .check(z.regex(/^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@{}-]+)+\/?$/), z.maxLength(300));

const template = z.string().check(z.regex(/^[ -~]*$/), z.maxLength(300));
export const templates = z.record(z.string().check(z.regex(/^[\w.[\]-]+$/), z.maxLength(80)), template);

export const on = z.literal(true);
const scalar = z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean(), z.null()]);

export const condition = { at: pointer, is: z.array(scalar).check(z.minLength(1), z.maxLength(40)) };

export const amountSource = z.union([
  pointer,
  z.strictObject({
    value: z.exactOptional(pointers),
    sum: z.exactOptional(z.array(pointer).check(z.minLength(1), z.maxLength(20))),
    minus: z.exactOptional(pointer),
    divideBy: z.exactOptional(z.int().check(z.gte(2), z.lte(1_000_000_000_000))),
    negate: z.exactOptional(on),
    unlessZero: z.exactOptional(on),
  }),
]);

/** `credits`, `requests`, `region`, a currency code or a pointer. */
export const unitSource = z
  .string()
  .check(
    z.regex(/^(?:credits|requests|region|[A-Z]{3}|(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)+)$/),
    z.maxLength(200),
  );
