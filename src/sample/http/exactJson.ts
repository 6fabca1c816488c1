/** A number that goes into the reply digit by digit, without passing through a float. */
export class Literal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Json =
  | string
  | number
  | boolean
  | null
  | Literal
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export function literal(text: string): Literal;
export function literal(text: string | null): Literal | null;
export function literal(text: string | null): Literal | null {
  return text === null ? null : new Literal(text);
}
