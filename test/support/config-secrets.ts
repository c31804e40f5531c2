/**
 * Encrypts config values like Pulumi's passphrase provider, without starting the CLI: AES-256-GCM with a key
 * from PBKDF2, and a salt with a known text with which Pulumi checks the passphrase.
 */
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";

export const PASSPHRASE = "a passphrase for tests";

/** A config value to be stored encrypted, anywhere in the value of a key. */
export class Secret {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

const ITERATIONS = 1_000_000;
const salt = Buffer.from("for e2e!");
let derived: Buffer | undefined;

function key(): Buffer {
  // Takes a third of a second, so it is done once per process.
  derived ??= pbkdf2Sync(PASSPHRASE, salt, ITERATIONS, 32, "sha256");
  return derived;
}

export function encrypt(plaintext: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce);
  const text = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  const sealed = Buffer.concat([text, cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}

/** The opposite of {@link encrypt}. */
export function decrypt(text: string): string {
  const [, nonce = "", sealed = ""] = text.split(":");
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}

export function encryptionSalt(): string {
  return `v1:${salt.toString("base64")}:${encrypt("pulumi")}`;
}

/** A config value for Pulumi's files, with every {@link Secret} encrypted. */
export function sealed(value: unknown): unknown {
  if (value instanceof Secret) return { secure: encrypt(value.value) };
  if (Array.isArray(value)) return value.map(sealed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sealed(inner)]));
}
