import { judgePassword, type PasswordOwner } from "@/lib/auth/password-rules";
import { AppError } from "@/lib/errors";

/** Throws `invalid_input` with the reason when a password is too short or would be guessed. */
export async function requireGoodPassword(password: string, owner: PasswordOwner): Promise<void> {
  const { problem } = await judgePassword(password, owner);
  if (!problem) return;
  throw new AppError("invalid_input", "This password can't be used.", { fieldErrors: { password: problem } });
}
