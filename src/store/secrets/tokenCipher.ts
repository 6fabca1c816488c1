import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { fingerprint } from "./fingerprint.ts";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals a text so that it can lie in a file: AES-256-GCM, a random nonce each time. It opens only with the same key
 * and for the same purpose, which is authenticated with it.
 */
export class TokenCipher {
  readonly #key: Uint8Array;
  /** Tells keys apart, and nothing of the key itself. */
  readonly keyId: string;

  /** 32 random bytes in base64, as `newKey` makes them. Throws for any other. */
  constructor(text: string) {
    this.#key = Buffer.from(text, "base64");
    if (this.#key.length !== 32) throw new Error("no key of 32 bytes");
    this.keyId = fingerprint(text);
  }

  static generateKey(): string {
    return randomBytes(32).toString("base64");
  }

  encrypt(text: string, purpose: string): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** `undefined` for what another key sealed, for another purpose, or what was changed since. */
  decrypt(box: Uint8Array, purpose: string): string | undefined {
    const [nonce, tag] = [box.subarray(0, nonceBytes), box.subarray(nonceBytes, nonceBytes + tagBytes)];
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
      const text = decipher.update(box.subarray(nonceBytes + tagBytes));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      return undefined;
    }
  }
}
