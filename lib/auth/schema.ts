import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";
import { judgePassword } from "@/lib/auth/password-rules";

/** What signing in takes; shared by its form. Says nothing about how a password has to look: the account knows. */
export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "Enter your password.").max(1000),
});

/** What signing up takes; shared by its form. */
export const signUpSchema = z
  .object({
    name: z.string().trim().min(1, "Enter your name.").max(120, "Use 120 characters at most."),
    email: emailSchema,
    password: z.string().max(1000),
  })
  .superRefine(({ email, name, password }, context) => {
    const { problem } = judgePassword(password, { email, name });
    if (problem) context.addIssue({ code: "custom", path: ["password"], message: problem });
  });

export const confirmPasswordSchema = z.object({
  password: z.string().min(1, "Enter your password.").max(1000),
});

export const revokeSessionSchema = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) });

export type SignUp = z.output<typeof signUpSchema>;
export type SignIn = z.output<typeof signInSchema>;
