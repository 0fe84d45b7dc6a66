import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** How long a password counts as entered just now. */
const CONFIRMED_FOR_MS = 10 * 60_000;

/**
 * For what a browser left open must not do: throws `confirm_needed` when the member has not entered their password
 * within the last ten minutes. The browser then asks for it and tries again.
 */
export function requireConfirmed({ role, confirmedAt, clock }: Ctx): void {
  if (role === "system") return;
  if (confirmedAt && clock().getTime() - confirmedAt.getTime() <= CONFIRMED_FOR_MS) return;
  throw new AppError("confirm_needed", "Enter your password to go on.", {
    remedy: "You are asked again because this changes who has access.",
  });
}
