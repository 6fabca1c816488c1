import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TokenCipher } from "../../../../src/store/secrets/tokenCipher.ts";

const secret = "a token, or ключ";

describe("SealKey", () => {
  it("opens what it sealed, and each seal is another", () => {
    const key = new TokenCipher(TokenCipher.generateKey());
    const [one, two] = [key.encrypt(secret, "rich"), key.encrypt(secret, "rich")];
    assert.equal(key.decrypt(one, "rich"), secret);
    assert.equal(key.decrypt(two, "rich"), secret);
    assert.notDeepEqual(one, two);
    assert.ok(!Buffer.from(one).includes("token"));
  });

  it("opens nothing for another purpose, by another key, or that was changed anywhere", () => {
    const text = TokenCipher.generateKey();
    const key = new TokenCipher(text);
    const box = key.encrypt(secret, "rich");
    assert.equal(key.decrypt(box, "other"), undefined);
    assert.equal(new TokenCipher(TokenCipher.generateKey()).decrypt(box, "rich"), undefined);
    for (let index = 0; index < box.length; index += 1) {
      const changed = Uint8Array.from(box);
      changed[index] = (changed[index] ?? 0) ^ 1;
      assert.equal(key.decrypt(changed, "rich"), undefined, `byte ${index}`);
    }
    for (let length = 0; length < box.length; length += 1) {
      assert.equal(key.decrypt(box.subarray(0, length), "rich"), undefined, `${length} bytes`);
    }
    assert.equal(new TokenCipher(text).decrypt(box, "rich"), secret);
  });

  it("tells keys apart by a mark that is not the key", () => {
    const text = TokenCipher.generateKey();
    assert.equal(new TokenCipher(text).keyId, new TokenCipher(text).keyId);
    assert.notEqual(new TokenCipher(TokenCipher.generateKey()).keyId, new TokenCipher(text).keyId);
    assert.ok(!new TokenCipher(text).keyId.includes(text.slice(0, 8)));
    assert.throws(() => new TokenCipher("short"));
  });
});
