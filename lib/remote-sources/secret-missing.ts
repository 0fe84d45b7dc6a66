import type { AuthKind } from "@/drizzle/schema/remote-sources";
import { AppError } from "@/lib/errors";

/** For a form that chose a way of signing in and gave no secret for it. */
export function secretMissing(authKind: AuthKind): AppError {
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: "Enter the password of this user." }
      : { privateKey: "Paste the private key of this user." };
  return new AppError("invalid_input", "Some of what was entered can't be used.", { fieldErrors });
}
