import type * as z from "zod/mini";

/** Without `readonly`, which schemas do not infer. */
type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [Key in keyof T]: Mutable<T[Key]> };

/** Equal as the compiler sees it: assignable both ways would let an optional field be missing. */
type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * The schema where it infers exactly `T`, else nothing: one that lacks a name or an optional field would turn
 * away, or cut, what another part of the product has just learnt to say.
 */
export type ExactSchema<T, Schema extends z.ZodMiniType> =
  IsSame<Mutable<T>, Mutable<z.infer<Schema>>> extends true ? Schema : never;
