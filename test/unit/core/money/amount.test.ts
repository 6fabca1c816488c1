import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  abs,
  amountOf,
  compare,
  isAmount,
  isBelowPercent,
  minus,
  negated,
  parseAmount,
  parsePlainAmount,
  plus,
  ratio,
  shift,
} from "../../../../src/core/money/amount.ts";

describe("parseAmount", () => {
  const canonical: readonly (readonly [written: string, amount: string])[] = [
    ["0", "0"],
    ["-0", "0"],
    ["-0.000", "0"],
    ["0e5", "0"],
    ["3766", "3766"],
    ["-3", "-3"],
    ["12.345678", "12.345678"],
    ["12.50", "12.5"],
    ["500.0", "500"],
    ["007.10", "7.1"],
    ["0.1", "0.1"],
    ["1e3", "1000"],
    ["1.5E+2", "150"],
    ["25e-4", "0.0025"],
    ["-1.20e1", "-12"],
    ["1e49", `1${"0".repeat(49)}`],
    ["123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"],
    ["9007199254740993", "9007199254740993"],
  ];
  for (const [written, amount] of canonical) {
    it(`parseAmount reads ${written} as ${amount.length > 45 ? "its plain digits" : amount}`, () => {
      assert.equal(parseAmount(written), amount);
    });
  }

  const junk = [
    ...["", " ", "1 ", " 1", "+1", "-", ".", ".5", "5.", "1.2.3", "1,000", "1_000", "1 000", "0x10", "1n"],
    ...["NaN", "Infinity", "-Infinity", "null", "true", "e5", "1e", "1e+", "1e5.5", "--1", "1-", "١٢٣", "€1"],
    "1\n",
  ];
  for (const text of junk) {
    it(`parseAmount rejects ${JSON.stringify(text)}`, () => {
      assert.equal(parseAmount(text), undefined);
    });
  }

  it("parseAmount rejects text that needs more than fifty digits on either side of the point", () => {
    const largest = `${"9".repeat(50)}.${"9".repeat(50)}`;
    assert.equal(parseAmount(largest), largest);
    assert.equal(parseAmount(`-${largest}`), `-${largest}`);
    for (const text of ["9".repeat(51), "1e50", "1e-51", "1e999", "1e-999", "1e999999999"]) {
      assert.equal(parseAmount(text), undefined, text);
    }
  });
});

describe("amountOf", () => {
  it("amountOf throws on text that is not an amount", () => {
    assert.throws(() => amountOf("1,5"), /not an amount/);
  });
});

describe("isAmount", () => {
  const largest = amountOf("9".repeat(50));

  it("isAmount accepts every computed amount, however many digits it has", () => {
    for (const value of ["0", "-3", "12.5", plus(largest, largest), minus(amountOf("-1e-50"), largest)]) {
      assert.ok(isAmount(value), value);
    }
  });

  it("isAmount rejects everything else", () => {
    for (const value of ["-0", "00", "1.0", "1e3", "+1", ".5", "", "NaN", 1, null, "9".repeat(201)]) {
      assert.ok(!isAmount(value), String(value));
    }
  });
});

describe("arithmetic with amounts", () => {
  const sixty = amountOf(`${"1234567890".repeat(3)}.${"0987654321".repeat(3)}`);

  it("amount arithmetic is exact where JavaScript numbers are not", () => {
    assert.equal(plus(amountOf("0.1"), amountOf("0.2")), "0.3");
    assert.equal(minus(amountOf("0.3"), amountOf("0.1")), "0.2");
    assert.equal(plus(amountOf("9007199254740993"), amountOf("1")), "9007199254740994");
  });

  it("amount arithmetic keeps all sixty digits", () => {
    const smallest = amountOf(`0.${"0".repeat(29)}1`);
    assert.equal(minus(sixty, smallest), `${"1234567890".repeat(3)}.${"0987654321".repeat(2)}098765432`);
    assert.equal(plus(minus(sixty, smallest), smallest), sixty);
  });

  it("amount arithmetic goes below zero and never gives -0", () => {
    assert.equal(minus(amountOf("5000"), amountOf("5012")), "-12");
    assert.equal(plus(amountOf("-1.5"), amountOf("1.5")), "0");
    assert.equal(minus(amountOf("0"), amountOf("0")), "0");
    assert.deepEqual(["0", "1.5", "-1.5"].map(amountOf).map(negated), ["0", "-1.5", "1.5"]);
    assert.deepEqual(["0", "1.5", "-1.5"].map(amountOf).map(abs), ["0", "1.5", "1.5"]);
  });

  it("shift moves the decimal point both ways without losing a digit", () => {
    assert.equal(shift(amountOf("50000"), -2), "500");
    assert.equal(shift(amountOf("12345"), -6), "0.012345");
    assert.equal(shift(amountOf("-0.07"), 2), "-7");
    assert.equal(shift(sixty, -10), `${"1234567890".repeat(2)}.1234567890${"0987654321".repeat(3)}`);
  });

  it("compare goes by value, to the last digit", () => {
    assert.equal(compare(amountOf("9"), amountOf("10")), -1);
    assert.equal(compare(amountOf("1.10"), amountOf("1.1")), 0);
    assert.equal(compare(amountOf("-2"), amountOf("-3")), 1);
    assert.equal(compare(plus(sixty, amountOf("1e-60")), sixty), 1);
  });

  it("an amount that equals a percentage exactly is not below it", () => {
    assert.equal(isBelowPercent(amountOf("10"), amountOf("100"), 10), false);
    assert.equal(isBelowPercent(amountOf("9.999999999999999999999"), amountOf("100"), 10), true);
    assert.equal(isBelowPercent(amountOf("0.3"), amountOf("300"), 0.1), false);
    assert.equal(isBelowPercent(amountOf("-1"), amountOf("100"), 0), true);
  });

  it("ratio gives a number for drawing, and 0 when the whole is zero", () => {
    assert.equal(ratio(amountOf("3766"), amountOf("5000")), 0.7532);
    assert.equal(ratio(amountOf("-5"), amountOf("10")), -0.5);
    assert.equal(ratio(amountOf("5"), amountOf("0")), 0);
  });
});

describe("parsePlainAmount", () => {
  it("parsePlainAmount accepts digits with an optional fraction", () => {
    assert.equal(parsePlainAmount("0"), "0");
    assert.equal(parsePlainAmount("100"), "100");
    assert.equal(parsePlainAmount("0012.50"), "12.5");
    assert.equal(
      parsePlainAmount(`${"9".repeat(40)}.${"9".repeat(40)}`),
      `${"9".repeat(40)}.${"9".repeat(40)}`,
    );
  });

  it("parsePlainAmount rejects signs, exponents, grouping, spaces and all other text", () => {
    for (const text of [
      "",
      "-1",
      "+1",
      "1e3",
      "1,000",
      "1 000",
      " 1",
      "1 ",
      ".5",
      "5.",
      "€5",
      "NaN",
      "١",
      "1\n",
      "9".repeat(51),
      `1.${"9".repeat(51)}`,
    ]) {
      assert.equal(parsePlainAmount(text), undefined, text);
    }
  });
});
