import assert from "node:assert/strict";
import {
  dateTimeFormat,
  numberFormat,
  pluralRules,
  relativeTimeFormat,
} from "../../../../src/core/common/intlFormats.ts";

describe("formatters of Intl", () => {
  it("a formatter is made once for each locale and its options", () => {
    assert.equal(numberFormat("de"), numberFormat("de"));
    assert.equal(numberFormat("de").format(1234.5), "1.234,5");
    assert.equal(numberFormat("en").format(1234.5), "1,234.5");
    assert.equal(numberFormat("en", { style: "percent" }).format(0.5), "50%");
    assert.equal(
      relativeTimeFormat("en", { style: "narrow" }),
      relativeTimeFormat("en", { style: "narrow" }),
    );
    assert.equal(relativeTimeFormat("en", { style: "narrow" }).format(-5, "minute"), "5m ago");
    assert.equal(relativeTimeFormat("en").format(-5, "minute"), "5 minutes ago");
    assert.deepEqual([pluralRules("en").select(2), pluralRules("ja").select(2)], ["other", "other"]);
    assert.equal(pluralRules("en").select(1), "one");
    const hourIn = (timeZone: string) => dateTimeFormat("en", { timeZone, hour: "numeric" }).format(0);
    assert.deepEqual([hourIn("UTC"), hourIn("Asia/Tokyo"), hourIn("UTC")], ["12 AM", "9 AM", "12 AM"]);
  });
});
