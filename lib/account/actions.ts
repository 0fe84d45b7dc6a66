"use server";

import { z } from "zod";
import { accountAction, publicAction } from "@/lib/action";
import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import {
  changePasswordSchema,
  confirmPasswordSchema,
  forgotPasswordSchema,
  resetPasswordSchema,
  revokeSessionSchema,
  verifyAddressSchema,
} from "@/lib/auth/schema";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";

export const forgotPasswordAction = publicAction(
  "forgotPasswordAction",
  { input: forgotPasswordSchema },
  requestReset,
);

export const resetPasswordAction = publicAction(
  "resetPasswordAction",
  { input: resetPasswordSchema },
  resetPassword,
);

export const confirmPasswordAction = accountAction(
  "confirmPasswordAction",
  { input: confirmPasswordSchema },
  confirmPassword,
);

export const changePasswordAction = accountAction(
  "changePasswordAction",
  { input: changePasswordSchema },
  changePassword,
);

export const requestVerificationAction = accountAction(
  "requestVerificationAction",
  { input: z.object({}) },
  requestVerification,
);

export const verifyAddressAction = accountAction(
  "verifyAddressAction",
  { input: verifyAddressSchema },
  verifyAddress,
);

export const revokeSessionAction = accountAction(
  "revokeSessionAction",
  { input: revokeSessionSchema, refreshes: true },
  revokeSession,
);

export const revokeOtherSessionsAction = accountAction(
  "revokeOtherSessionsAction",
  { input: z.object({}), refreshes: true },
  revokeOtherSessions,
);
