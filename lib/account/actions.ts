"use server";

import { z } from "zod";
import { accountAction, publicAction } from "@/lib/action";
import { changePassword } from "@/lib/auth/change-password";
import { confirmPassword } from "@/lib/auth/confirm";
import { chooseLanguage } from "@/lib/auth/language";
import {
  addPasskey,
  removePasskey,
  startPasskey,
  startPasskeyConfirmation,
} from "@/lib/auth/passkeys/own-passkeys";
import { startPasskeySignIn } from "@/lib/auth/passkeys/sign-in";
import { cancelEmailChange, proveEmailChange, requestEmailChange } from "@/lib/auth/profile/change-email";
import { renameAccount } from "@/lib/auth/profile/rename";
import {
  languageInput,
  proveEmailChangeInput,
  renameInput,
  requestEmailChangeInput,
} from "@/lib/auth/profile/schema";
import { requestReset, resetPassword } from "@/lib/auth/reset-password";
import {
  changePasswordInput,
  confirmPasswordInput,
  forgotPasswordInput,
  resetPasswordInput,
  revokeSessionInput,
  verifyAddressInput,
} from "@/lib/auth/schema";
import {
  confirmAuthenticator,
  makeRecoveryCodes,
  removeAuthenticator,
  startAuthenticator,
} from "@/lib/auth/second-factor/authenticator";
import { confirmByCode, confirmByPasskey, listConfirmWays } from "@/lib/auth/second-factor/confirm";
import {
  addPasskeyInput,
  authenticatorCodeInput,
  confirmByPasskeyInput,
  removePasskeyInput,
} from "@/lib/auth/second-factor/schema";
import { startSecondPasskey } from "@/lib/auth/second-factor/second-step";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/sessions";
import { readStep, rememberStep } from "@/lib/auth/step-cookie";
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

export const listConfirmWaysAction = accountAction(
  "listConfirmWaysAction",
  { input: z.object({}), anySession: true },
  listConfirmWays,
);

export const confirmByCodeAction = accountAction(
  "confirmByCodeAction",
  { input: authenticatorCodeInput, anySession: true },
  confirmByCode,
);

export const startPasskeyConfirmationAction = accountAction(
  "startPasskeyConfirmationAction",
  { input: z.object({}) },
  startPasskeyConfirmation,
);

export const confirmByPasskeyAction = accountAction(
  "confirmByPasskeyAction",
  { input: confirmByPasskeyInput },
  confirmByPasskey,
);

export const startAuthenticatorAction = accountAction(
  "startAuthenticatorAction",
  { input: z.object({}) },
  startAuthenticator,
);

export const confirmAuthenticatorAction = accountAction(
  "confirmAuthenticatorAction",
  { input: authenticatorCodeInput, refreshes: true },
  confirmAuthenticator,
);

export const removeAuthenticatorAction = accountAction(
  "removeAuthenticatorAction",
  { input: z.object({}), refreshes: true },
  (ctx, _input, later) => removeAuthenticator(ctx, later),
);

export const makeRecoveryCodesAction = accountAction(
  "makeRecoveryCodesAction",
  { input: z.object({}), refreshes: true },
  (ctx, _input, later) => makeRecoveryCodes(ctx, later),
);

export const startPasskeyAction = accountAction("startPasskeyAction", { input: z.object({}) }, startPasskey);

export const addPasskeyAction = accountAction(
  "addPasskeyAction",
  { input: addPasskeyInput, refreshes: true },
  addPasskey,
);

export const removePasskeyAction = accountAction(
  "removePasskeyAction",
  { input: removePasskeyInput, refreshes: true },
  removePasskey,
);

/** For the second step of a sign-in, in the browser that took the first. */
export const startSecondPasskeyAction = publicAction(
  "startSecondPasskeyAction",
  { input: z.object({}) },
  async (ctx) => startSecondPasskey(ctx, await readStep()),
);

/** For signing in with a passkey instead of a password. */
export const startPasskeySignInAction = publicAction(
  "startPasskeySignInAction",
  { input: z.object({}) },
  async (ctx) => {
    const { step, options } = await startPasskeySignIn(ctx);
    await rememberStep(step);
    return options;
  },
);

export const renameAccountAction = accountAction(
  "renameAccountAction",
  { input: renameInput, refreshes: true },
  renameAccount,
);

export const chooseLanguageAction = accountAction(
  "chooseLanguageAction",
  { input: languageInput, refreshes: true },
  chooseLanguage,
);

export const requestEmailChangeAction = accountAction(
  "requestEmailChangeAction",
  { input: requestEmailChangeInput, refreshes: true },
  requestEmailChange,
);

export const proveEmailChangeAction = accountAction(
  "proveEmailChangeAction",
  { input: proveEmailChangeInput },
  proveEmailChange,
);

export const cancelEmailChangeAction = accountAction(
  "cancelEmailChangeAction",
  { input: z.object({}), refreshes: true },
  cancelEmailChange,
);
