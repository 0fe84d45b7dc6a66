"use server";

import { accountAction } from "@/lib/action";
import { confirmPassword } from "@/lib/auth/confirm";
import { confirmPasswordSchema } from "@/lib/auth/schema";

export const confirmPasswordAction = accountAction({ input: confirmPasswordSchema }, async (ctx, input) =>
  confirmPassword(ctx, input),
);
