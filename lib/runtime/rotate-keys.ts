import { openDb } from "@/lib/db/client";
import { parseKeyring } from "@/lib/secrets/keyring";
import { rotateSecrets } from "@/lib/secrets/rotate";

/**
 * Puts every stored secret under the first key of the list, which is how keys are rotated: put a new one in front and
 * start again. Gives how many that were. Throws a sentence for people when a key that is still needed is missing.
 */
export async function rotateKeys(appUrl: string, keys: string): Promise<number> {
  const ring = parseKeyring(keys);
  const db = openDb(appUrl, { max: 1, name: "rollcall-keys" });
  try {
    const { rewrapped, unknown, wrong } = await rotateSecrets(db, ring);
    for (const [kid, count] of wrong) {
      throw new Error(
        `The key "${kid}" is another one than the one that locks the passwords and keys of ${count} Remote Source(s). ` +
          "Restore the secrets.json of the data folder, or the ROLLCALL_SECRETS_KEYS, that this database had, and " +
          "start again.",
      );
    }
    const [missing] = unknown;
    if (missing) {
      const [kid, count] = missing;
      throw new Error(
        `ROLLCALL_SECRETS_KEYS lacks the key "${kid}", which locks the passwords and keys of ${count} Remote ` +
          `Source(s). Add it again, after the first one, and start again.`,
      );
    }
    return rewrapped;
  } finally {
    await db.$client.end({ timeout: 5 });
  }
}
