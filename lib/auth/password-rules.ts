import type { Judgement, PasswordOwner } from "@/lib/auth/password-judgement";

/** What NIST and the OWASP ASVS ask for: length and no guessable passwords, and no rules about kinds of characters. */
export const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 256;

/**
 * How a password is judged, and for one that can't be used what is wrong with it. Lengths count characters. The lists
 * of well-known passwords are loaded with the first call.
 */
export async function judgePassword(password: string, owner: PasswordOwner = {}): Promise<Judgement> {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) {
    return { strength: "too short", problem: `Use at least ${PASSWORD_LENGTH_MIN} characters.` };
  }
  if (length > PASSWORD_LENGTH_MAX) {
    return { strength: "guessable", problem: `Use at most ${PASSWORD_LENGTH_MAX} characters.` };
  }
  const { judgePassword: guess } = await import("@/lib/auth/judge-password");
  return guess(password.normalize("NFKC"), owner);
}
