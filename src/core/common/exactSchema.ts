import type * as z from "zod/mini";

/** `T` without `readonly`, which schemas do not infer. */
type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [Key in keyof T]: Mutable<T[Key]> };

/** Whether two types are identical. Assignability in both directions would accept a missing optional field. */
type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * `Schema` when it infers exactly `T`, else `never`. A schema without an optional field or a union member would
 * drop or reject a value that another part of the product already sends.
 */
export type ExactSchema<T, Schema extends z.ZodMiniType> =
  IsSame<Mutable<T>, Mutable<z.infer<Schema>>> extends true ? Schema : never;
