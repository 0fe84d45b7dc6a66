"use server";

import { after } from "next/server";
import { z } from "zod";
import { accountAction } from "@/lib/action";
import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { changePasswordSchema, confirmPasswordSchema, verifyAddressSchema } from "@/lib/auth/schema";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";

export const confirmPasswordAction = accountAction({ input: confirmPasswordSchema }, async (ctx, input) =>
  confirmPassword(ctx, input),
);

export const changePasswordAction = accountAction({ input: changePasswordSchema }, async (ctx, input) =>
  changePassword(ctx, input, after),
);

export const requestVerificationAction = accountAction({ input: z.object({}) }, async (ctx) =>
  requestVerification(ctx),
);

export const verifyAddressAction = accountAction({ input: verifyAddressSchema }, async (ctx, input) =>
  verifyAddress(ctx, input),
);
