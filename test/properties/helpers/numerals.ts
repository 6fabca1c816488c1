import fc from "fast-check";
import { type Amount, amountOf } from "../../../src/core/money/amount.ts";
import { digitsOf } from "./rational.ts";

const maxUnits = 10n ** 40n;

/** A plain decimal: mostly with the digits of money, sometimes with forty digits. */
const anyPlainNumeral: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.maxSafeInteger(), fc.nat(6))
        .map(([units, decimals]) => ({ units: BigInt(units), decimals })),
    },
    fc.record({ units: fc.bigInt({ min: -maxUnits, max: maxUnits }), decimals: fc.nat(40) }),
  )
  .map(digitsOf);

/** An amount that a provider may report. */
export const anyAmount: fc.Arbitrary<Amount> = anyPlainNumeral.map(amountOf);

/** A number in JSON: with exponents, redundant zeros, and values that are too large for an amount. */
export const anyJsonNumeral: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: anyPlainNumeral, weight: 6 },
  fc.constantFrom(
    ...["0", "-0", "0.00", "-0.0", "1E+5", "5E-1", "9007199254740993", "12.50"],
    ...["1e400", "-1e400", "1e-400", "0e999", "1e49", "-1e49", "1e50", "1e-50", "1e-51", "1e99"],
  ),
  fc
    .tuple(anyPlainNumeral, fc.constantFrom("e", "E+", "e-", "E-"), fc.nat(400))
    .map(([base, e, exponent]) => `${base}${e}${exponent}`),
  fc.nat(120).map((length) => `1${"0123456789".repeat(12).slice(0, length)}`),
);
