import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import {
  formatAllowance,
  formatExact,
  formatRounded,
  formatShort,
} from "../../../../src/core/money/formatAmount.ts";
import { credits, currency, requests } from "../../../../src/core/money/unit.ts";

const euros = currency("EUR");
/** Replaces the no-break spaces of `Intl` by plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

type Case = readonly [amount: string, locale: string, unit: typeof euros, shown: string];

describe("formatRounded", () => {
  const cases: readonly Case[] = [
    ["3.421082", "en", euros, "€3.42"],
    ["0.386813", "en", currency("USD"), "$0.39"],
    ["0.000123", "en", credits, "0.00012"],
    ["-0.000123", "en", credits, "-0.00012"],
    ["0", "en", euros, "€0.00"],
    ["33512345.5", "en", credits, "33,512,345.5"],
    ["9007199254740993.000000000000000001", "en", credits, "9,007,199,254,740,993"],
    ["110", "ja", currency("JPY"), "￥110"],
    ["12.345678", "de", euros, "12,35 €"],
  ];
  for (const [amount, locale, unit, shown] of cases) {
    it(`formatRounded writes ${amount} in ${locale} as ${shown}`, () => {
      assert.equal(plain(formatRounded(amountOf(amount), unit, locale)), shown);
    });
  }
});

describe("formatAllowance", () => {
  const cases: readonly Case[] = [
    ["1772.99", "en", credits, "1,772"],
    ["99.999", "en", credits, "99.99"],
    ["100", "en", requests, "100"],
    ["31.81", "en", requests, "31"],
    ["0.5", "en", requests, "0.5"],
    ["0.009", "en", euros, "€0.00"],
    ["1.5", "en", currency("USD"), "$1.50"],
    ["1772.9", "de", euros, "1.772 €"],
  ];
  for (const [amount, locale, unit, shown] of cases) {
    it(`formatAllowance never promises too much: ${amount} in ${locale} is ${shown}`, () => {
      assert.equal(plain(formatAllowance(amountOf(amount), unit, locale)), shown);
    });
  }
});

describe("formatShort", () => {
  const cases: readonly Case[] = [
    ["0", "en", credits, "0"],
    ["3766", "en", credits, "3,766"],
    ["-12", "en", credits, "-12"],
    ["800.25", "en", credits, "800.25"],
    ["0.126", "en", credits, "0.13"],
    ["12.345678", "en", euros, "€12.35"],
    ["5", "en", euros, "€5.00"],
    ["0", "en", euros, "€0.00"],
    ["-0.75", "en", currency("USD"), "-$0.75"],
    ["1234.5", "en", currency("KWD"), "KWD 1,234.50"],
    ["99999.99", "en", credits, "99,999.99"],
    ["100000", "en", requests, "100K"],
    ["123456", "en", credits, "123.46K"],
    ["-123456", "en", credits, "-123.46K"],
    ["1234567.891", "en", euros, "€1.23M"],
    ["12.345678", "de", euros, "12,35 €"],
    ["3766", "de", credits, "3.766"],
    ["1234567", "ja", credits, "123.46万"],
    ["1234.5", "th-TH-u-nu-thai", credits, "๑,๒๓๔.๕"],
  ];
  for (const [amount, locale, unit, shown] of cases) {
    it(`formatShort shows ${amount} ${unit.code ?? unit.kind} as ${shown} in ${locale}`, () => {
      assert.equal(plain(formatShort(amountOf(amount), unit, locale)), shown);
    });
  }

  it("formatShort never shows a tiny remainder or debt as zero", () => {
    assert.equal(formatShort(amountOf("0.004"), euros, "en"), "<€0.01");
    assert.equal(plain(formatShort(amountOf("0.004"), euros, "de")), "<0,01 €");
    assert.equal(formatShort(amountOf("-0.004"), euros, "en"), "-€0.01");
    assert.equal(formatShort(amountOf("0.00000123"), credits, "en"), "<0.01");
    assert.equal(formatShort(amountOf("0.005"), credits, "en"), "0.01");
    assert.equal(formatShort(amountOf("1e-60"), credits, "en"), "<0.01");
  });
});

describe("formatExact", () => {
  const long = "123456789012345678901234567890.123456789012345678";
  const cases: readonly Case[] = [
    ["12.345678", "en", euros, "€12.345678"],
    ["12.345678", "de", euros, "12,345678 €"],
    ["12.3", "en", euros, "€12.30"],
    ["3766", "en", credits, "3,766"],
    ["123456", "en", credits, "123,456"],
    ["-0.0021", "en", credits, "-0.0021"],
    [long, "en", credits, "123,456,789,012,345,678,901,234,567,890.123456789012345678"],
  ];
  for (const [amount, locale, unit, shown] of cases) {
    it(`formatExact shows every digit of ${amount} ${unit.code ?? unit.kind} in ${locale}`, () => {
      assert.equal(plain(formatExact(amountOf(amount), unit, locale)), shown);
    });
  }
});
