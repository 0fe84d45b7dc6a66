import { z } from "zod";
import { currentPasswordProblem } from "@/lib/auth/current-password";
import { emailSchema } from "@/lib/auth/email";

const currentPassword = z.string().check((context) => {
  const problem = currentPasswordProblem(context.value);
  if (problem) context.issues.push({ code: "custom", message: problem, input: context.value });
});

/** What signing in takes; its form checks the same. Says nothing about how a password has to look: the account knows. */
export const signInInput = z.object({ email: emailSchema, password: currentPassword });

/** A password to be. Whether it is good enough is judged by `requireGoodPassword`, which knows whose it is. */
const newPassword = z.string().min(1, "Enter a password.").max(1000);
const name = z.string().trim().min(1, "Enter your name.").max(120, "Use 120 characters at most.");
/** 32 random bytes in base64url. */
const token = z.string().regex(/^[\w-]{43}$/, "This link is not valid.");

/** The input of signing up; shared with its form. `next` is where to go afterwards. */
export const signUpInput = z.object({
  name,
  email: emailSchema,
  password: newPassword,
  next: z.string().max(500).optional(),
});
export const confirmSignUpInput = z.object({ token, password: currentPassword });
export const forgotPasswordInput = z.object({ email: emailSchema });
export const resetPasswordInput = z.object({ token, password: newPassword });
export const changePasswordInput = z.object({ current: currentPassword, password: newPassword });
export const verifyAddressInput = z.object({ token });

export const confirmPasswordInput = z.object({ password: currentPassword });

export const revokeSessionInput = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) });

export type SignUp = z.output<typeof signUpInput>;
export type SignIn = z.output<typeof signInInput>;
export type ConfirmSignUp = z.output<typeof confirmSignUpInput>;
export type ResetPassword = z.output<typeof resetPasswordInput>;
export type ChangePassword = z.output<typeof changePasswordInput>;
