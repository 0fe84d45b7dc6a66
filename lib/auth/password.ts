import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let dummy: Promise<string> | undefined;

/** An argon2id hash in PHC form, with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), COST);
}

/**
 * Whether `password` belongs to `stored`. With no account (`null`) it verifies against a throw-away hash of the same
 * cost, so that the time taken doesn't tell which addresses exist.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash("no account has this password", COST);
  const matches = await verify(stored ?? (await dummy), canonical(password));
  return stored !== null && matches;
}

/** One person's keyboards may spell the same character differently. */
function canonical(password: string): string {
  return password.normalize("NFKC");
}
