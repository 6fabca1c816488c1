import * as z from "zod/mini";

/** The field schemas of a definition. The path of an issue names the wrong field. */

const pointerPattern =
  /^(?:(?:[A-Za-z][\w-]*#)?(?:\/(?:[^~/]|~[01])*)*|(?:[A-Za-z][\w-]*)?@[\w!#$%&'*+.^`|~-]+)$/;

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
