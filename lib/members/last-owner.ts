import { AppError } from "@/lib/errors";

/** Why the only owner can be neither removed nor given a lesser role. */
export function lastOwner(): AppError {
  return new AppError("conflict", "This is the only owner of the organization.", {
    remedy: "Make another member an owner first.",
  });
}
