import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TokenCipher } from "../../../../src/store/secrets/tokenCipher.ts";

const secret = "a token, or ключ";

describe("SealKey", () => {
  it("opens what it sealed, and each seal is another", () => {
    const key = new TokenCipher(TokenCipher.newKey());
    const [one, two] = [key.seal(secret, "rich"), key.seal(secret, "rich")];
    assert.equal(key.open(one, "rich"), secret);
    assert.equal(key.open(two, "rich"), secret);
    assert.notDeepEqual(one, two);
    assert.ok(!Buffer.from(one).includes("token"));
  });

  it("opens nothing for another purpose, by another key, or that was changed anywhere", () => {
    const text = TokenCipher.newKey();
    const key = new TokenCipher(text);
    const box = key.seal(secret, "rich");
    assert.equal(key.open(box, "other"), undefined);
    assert.equal(new TokenCipher(TokenCipher.newKey()).open(box, "rich"), undefined);
    for (let index = 0; index < box.length; index += 1) {
      const changed = Uint8Array.from(box);
      changed[index] = (changed[index] ?? 0) ^ 1;
      assert.equal(key.open(changed, "rich"), undefined, `byte ${index}`);
    }
    for (let length = 0; length < box.length; length += 1) {
      assert.equal(key.open(box.subarray(0, length), "rich"), undefined, `${length} bytes`);
    }
    assert.equal(new TokenCipher(text).open(box, "rich"), secret);
  });

  it("tells keys apart by a mark that is not the key", () => {
    const text = TokenCipher.newKey();
    assert.equal(new TokenCipher(text).mark, new TokenCipher(text).mark);
    assert.notEqual(new TokenCipher(TokenCipher.newKey()).mark, new TokenCipher(text).mark);
    assert.ok(!new TokenCipher(text).mark.includes(text.slice(0, 8)));
    assert.throws(() => new TokenCipher("short"));
  });
});
