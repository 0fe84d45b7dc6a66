import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

const base64url = z.string().regex(/^[\w-]{1,10000}$/);
/** Nothing of it is used. */
const extensions = z.custom<AuthenticationResponseJSON["clientExtensionResults"]>(
  (value) => typeof value === "object" && value !== null,
);
const credential = {
  id: base64url.max(1400),
  rawId: base64url,
  type: z.literal("public-key"),
  clientExtensionResults: extensions,
  authenticatorAttachment: z.enum(["cross-platform", "platform"]).optional(),
};

/** What a browser answers when a passkey signed. What is in it is checked by the library. */
const signedResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
}) satisfies z.ZodType<AuthenticationResponseJSON>;

/** What a browser answers when it made a passkey. */
const madeResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    authenticatorData: base64url.optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
    publicKeyAlgorithm: z.number().optional(),
    publicKey: base64url.optional(),
  }),
}) satisfies z.ZodType<RegistrationResponseJSON>;

const json = z
  .string()
  .max(30_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.issues.push({ code: "custom", message: "This is not valid.", input: text });
      return z.NEVER;
    }
  });

const code = z.string().min(1, "Enter the code.").max(40, "Use 40 characters at most.");

/** As a form sends it: everything is text. */
export const secondStepInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("code"), code }),
  z.object({ kind: z.literal("recovery_code"), code }),
  z.object({ kind: z.literal("passkey"), response: json.pipe(signedResponse) }),
]);
export const passkeySignInInput = z.object({ response: json.pipe(signedResponse) });

export const authenticatorCodeInput = z.object({ code });
export const confirmByPasskeyInput = z.object({ response: signedResponse });
export const addPasskeyInput = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(60, "Use 60 characters at most."),
  response: madeResponse,
});
export const removePasskeyInput = z.object({ id: z.string().min(1).max(1400) });
