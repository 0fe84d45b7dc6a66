import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";
import { writePrivateFile } from "@/lib/runtime/data-folder";

/** Named as the environment variables that carry them. */
export type Secrets = {
  ROLLCALL_SESSION_SECRET: string;
  ROLLCALL_SECRETS_KEYS: string;
  ROLLCALL_JOBS_KEY: string;
};

/**
 * The secrets of this installation, made once and kept in the data folder, mode 0600. Losing the file means losing
 * every stored password of a remote source, so an unreadable one is an error, never a reason to make a new one.
 */
export async function openSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, "secrets.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new Error(`The secrets in ${file} can't be read.`, { cause: error });
  });
  if (text !== null) return parse(file, text);
  const secrets = makeSecrets();
  await writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** The secrets as web and worker get them: those of the environment go before those of the folder. */
export async function effectiveSecrets(folder: string): Promise<Secrets> {
  const { ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS, ROLLCALL_JOBS_KEY } = env();
  const kept = await openSecrets(folder);
  return {
    ROLLCALL_SESSION_SECRET: ROLLCALL_SESSION_SECRET ?? kept.ROLLCALL_SESSION_SECRET,
    ROLLCALL_SECRETS_KEYS: ROLLCALL_SECRETS_KEYS ?? kept.ROLLCALL_SECRETS_KEYS,
    ROLLCALL_JOBS_KEY: ROLLCALL_JOBS_KEY ?? kept.ROLLCALL_JOBS_KEY,
  };
}

/**
 * Puts the secrets of a backup into the folder. Throws when other ones are there, unless they may be overwritten: then
 * they are kept beside, since something may still be sealed with them.
 */
export async function putSecretsBack(
  folder: string,
  text: string,
  { overwrite }: { overwrite: boolean },
): Promise<void> {
  const file = join(folder, "secrets.json");
  const secrets = parse(file, text);
  const before = await readFile(file, "utf8").catch(() => null);
  if (before !== null && JSON.stringify(parse(file, before)) !== JSON.stringify(secrets)) {
    if (!overwrite)
      throw new Error(
        `${file} contains different secrets than the backup. Restore into another data folder, or add --overwrite; the ` +
          "present secrets are then kept in secrets.json.before-restore.",
      );
    await writePrivateFile(`${file}.before-restore`, before);
  }
  await writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
}

/** New ones. */
export function makeSecrets(): Secrets {
  return {
    ROLLCALL_SESSION_SECRET: randomBytes(32).toString("base64url"),
    ROLLCALL_SECRETS_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    ROLLCALL_JOBS_KEY: randomBytes(32).toString("hex"),
  };
}

function parse(file: string, text: string): Secrets {
  try {
    const { ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS, ROLLCALL_JOBS_KEY } = JSON.parse(text);
    for (const value of [ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS, ROLLCALL_JOBS_KEY]) {
      if (typeof value !== "string" || value === "") throw new Error("A value is missing.");
    }
    return { ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS, ROLLCALL_JOBS_KEY };
  } catch (cause) {
    throw new Error(`The secrets in ${file} are damaged. Restore that file from a backup.`, {
      cause,
    });
  }
}
