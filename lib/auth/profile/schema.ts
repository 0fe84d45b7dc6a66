import { z } from "zod";
import { emailSchema } from "@/lib/auth/email";
import { LOCALES } from "@/lib/model/locale";

export const renameInput = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(120, "Use 120 characters at most."),
});
export const languageInput = z.object({ language: z.enum(LOCALES) });
export const requestEmailChangeInput = z.object({ email: emailSchema });
export const proveEmailChangeInput = z.object({
  token: z.string().regex(/^[\w-]{43}$/, "This link is not valid."),
});
