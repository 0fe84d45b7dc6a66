import type { AuthKind } from "@/drizzle/schema/remote-sources";
import { AppError } from "@/lib/errors";

/** For a form that chose a way of signing in and gave no secret for it. */
export function secretMissing(authKind: AuthKind): AppError {
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: "Enter the password of this user." }
      : { privateKey: "Paste the private key of this user." };
  return unusable(fieldErrors);
}

/** For a form that names another server or user while the secret of the former one is stored. */
export function secretNeededAgain(authKind: AuthKind): AppError {
  const why = "It is only ever sent to the host, port and user it was entered for.";
  const fieldErrors: Record<string, string> =
    authKind === "password"
      ? { password: `Enter the password again. ${why}` }
      : { privateKey: `Paste the private key again. ${why}` };
  return unusable(fieldErrors);
}

function unusable(fieldErrors: Readonly<Record<string, string>>): AppError {
  return new AppError("invalid_input", "Some of what was entered can't be used.", { fieldErrors });
}
