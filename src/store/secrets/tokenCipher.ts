import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { fingerprint } from "./fingerprint.ts";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts text for storage in a file: AES-256-GCM with a random nonce each time. Decryption needs the same key and
 * the same purpose, which is authenticated as additional data.
 */
export class TokenCipher {
  readonly #key: Uint8Array;
  /** Identifies the key without revealing it. */
  readonly keyId: string;

  /** `text`: 32 random bytes in base64, as `generateKey` returns them. Throws for anything else. */
  constructor(text: string) {
    this.#key = Buffer.from(text, "base64");
    if (this.#key.length !== 32) throw new Error("the key does not have 32 bytes");
    this.keyId = fingerprint(text);
  }

  static generateKey(): string {
    return randomBytes(32).toString("base64");
  }

  encrypt(text: string, purpose: string): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(purpose));
    const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
  }

  /** `undefined` when it was encrypted with another key or for another purpose, or was changed since. */
  decrypt(ciphertext: Uint8Array, purpose: string): string | undefined {
    const nonce = ciphertext.subarray(0, nonceBytes);
    const tag = ciphertext.subarray(nonceBytes, nonceBytes + tagBytes);
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
      const text = decipher.update(ciphertext.subarray(nonceBytes + tagBytes));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      return undefined;
    }
  }
}
