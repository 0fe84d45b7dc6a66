"use server";

import { z } from "zod";
import { accountAction, publicAction } from "@/lib/action";
import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import {
  changePasswordInput,
  confirmPasswordInput,
  forgotPasswordInput,
  resetPasswordInput,
  revokeSessionInput,
  verifyAddressInput,
} from "@/lib/auth/schema";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { requestVerification, verifyAddress } from "@/lib/auth/verify-address";

export const forgotPasswordAction = publicAction(
  "forgotPasswordAction",
  { input: forgotPasswordInput },
  requestReset,
);

export const resetPasswordAction = publicAction(
  "resetPasswordAction",
  { input: resetPasswordInput },
  resetPassword,
);

export const confirmPasswordAction = accountAction(
  "confirmPasswordAction",
  { input: confirmPasswordInput, anySession: true },
  confirmPassword,
);

export const changePasswordAction = accountAction(
  "changePasswordAction",
  { input: changePasswordInput },
  changePassword,
);

export const requestVerificationAction = accountAction(
  "requestVerificationAction",
  { input: z.object({}) },
  requestVerification,
);

export const verifyAddressAction = accountAction(
  "verifyAddressAction",
  { input: verifyAddressInput },
  verifyAddress,
);

export const revokeSessionAction = accountAction(
  "revokeSessionAction",
  { input: revokeSessionInput, refreshes: true },
  revokeSession,
);

export const revokeOtherSessionsAction = accountAction(
  "revokeOtherSessionsAction",
  { input: z.object({}), refreshes: true },
  revokeOtherSessions,
);
