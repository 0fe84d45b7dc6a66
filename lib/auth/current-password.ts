const LENGTH_MAX = 1000;

/** What is wrong with a password as it was typed to sign in; null for one that can be tried. */
export function currentPasswordProblem(typed: string): string | null {
  if (typed === "") return "Enter your password.";
  return typed.length > LENGTH_MAX ? "Use 1,000 characters at most." : null;
}
