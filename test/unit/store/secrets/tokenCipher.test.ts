import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TokenCipher } from "../../../../src/store/secrets/tokenCipher.ts";

const secret = "a token, or ключ";

describe("TokenCipher", () => {
  it("TokenCipher decrypts what it encrypted, and each ciphertext is different", () => {
    const key = new TokenCipher(TokenCipher.generateKey());
    const [first, second] = [key.encrypt(secret, "rich"), key.encrypt(secret, "rich")];
    assert.equal(key.decrypt(first, "rich"), secret);
    assert.equal(key.decrypt(second, "rich"), secret);
    assert.notDeepEqual(first, second);
    assert.ok(!Buffer.from(first).includes("token"));
  });

  it("TokenCipher decrypts nothing for another purpose or key, or after any change", () => {
    const text = TokenCipher.generateKey();
    const key = new TokenCipher(text);
    const ciphertext = key.encrypt(secret, "rich");
    assert.equal(key.decrypt(ciphertext, "other"), undefined);
    assert.equal(new TokenCipher(TokenCipher.generateKey()).decrypt(ciphertext, "rich"), undefined);
    for (let index = 0; index < ciphertext.length; index += 1) {
      const changed = Uint8Array.from(ciphertext);
      changed[index] = (changed[index] ?? 0) ^ 1;
      assert.equal(key.decrypt(changed, "rich"), undefined, `byte ${index}`);
    }
    for (let length = 0; length < ciphertext.length; length += 1) {
      assert.equal(key.decrypt(ciphertext.subarray(0, length), "rich"), undefined, `${length} bytes`);
    }
    assert.equal(new TokenCipher(text).decrypt(ciphertext, "rich"), secret);
  });

  it("TokenCipher identifies a key by an id that does not reveal it", () => {
    const text = TokenCipher.generateKey();
    assert.equal(new TokenCipher(text).keyId, new TokenCipher(text).keyId);
    assert.notEqual(new TokenCipher(TokenCipher.generateKey()).keyId, new TokenCipher(text).keyId);
    assert.ok(!new TokenCipher(text).keyId.includes(text.slice(0, 8)));
    assert.throws(() => new TokenCipher("short"));
  });
});
