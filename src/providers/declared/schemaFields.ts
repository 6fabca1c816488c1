import * as z from "zod/mini";

/** The field schemas of a definition. The path of an issue names the wrong field. */

const pointerPattern = /^(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)*$/;

export const pointer = z.string().check(z.regex(pointerPattern), z.maxLength(200));
export const pointers = z.union([pointer, z.array(pointer).check(z.minLength(1), z.maxLength(8))]);

/** One line of text: no control characters, and nothing that Markdown or a message turns into a link or an icon. */
export const singleLine = z
  .string()
  .check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Cf}\u2028\u2029<>`[\]]*$/u));

export const providerName = z
  .string()
  .check(z.maxLength(60), z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} .,&'+/-]*[\p{L}\p{N}.+])?$/u));

export const webPageUrl = z.string().check(z.regex(/^https:\/\/[^\s\\<>"'`()[\]{}]+$/), z.maxLength(300));
export const baseUrl = z.string().check(z.minLength(1), z.maxLength(300));

/** An RFC 9110 token. */
export const headerName = z.string().check(z.regex(/^[\w!#$%&'*+.^`|~-]+$/), z.maxLength(80));
/** Visible ASCII and spaces: a line break would begin another header. */
export const headerValue = z.string().check(z.regex(/^[!-~](?:[ -~]*[!-~])?$/), z.maxLength(300));

/** The name of a parameter, meter or request. */
export const name = z.string().check(z.regex(/^[A-Za-z][\w-]*$/), z.maxLength(40));

/** Begins with a slash. Has no empty segment, `.`, `..`, percent escape, query or backslash. */
export const path = z
  .string()
  .check(z.regex(/^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+,;=:@{}-]+)+\/?$/), z.maxLength(300));

const template = z.string().check(z.regex(/^[ -~]*$/), z.maxLength(300));
export const templateRecord = z.record(z.string().check(z.regex(/^[\w.[\]-]+$/), z.maxLength(80)), template);

export const literalTrue = z.literal(true);
const scalar = z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean(), z.null()]);

export const condition = { at: pointer, is: z.array(scalar).check(z.minLength(1), z.maxLength(40)) };

export const amountSource = z.union([
  pointer,
  z.strictObject({
    value: z.exactOptional(pointers),
    sum: z.exactOptional(z.array(pointer).check(z.minLength(1), z.maxLength(20))),
    minus: z.exactOptional(pointer),
    divideBy: z.exactOptional(z.int().check(z.gte(2), z.lte(1_000_000_000_000))),
    negate: z.exactOptional(literalTrue),
    unlessZero: z.exactOptional(literalTrue),
  }),
]);

/** `credits`, `requests`, `region`, a currency code or a pointer. */
export const unitSource = z
  .string()
  .check(
    z.regex(/^(?:credits|requests|region|[A-Z]{3}|(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)+)$/),
    z.maxLength(200),
  );
