import { UserError } from "./cleanUp.ts";

/**
 * The value of the option `--name`, or `fallback` when it is absent; throws for anything but a number from
 * `min`.
 */
export function numberOption(name: string, text: string | undefined, fallback: number, min: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isFinite(value) || value < min) throw new UserError(`--${name} wants a number from ${min}.`);
  return value;
}
