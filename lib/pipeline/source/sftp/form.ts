import { z } from "zod";
import { nameField } from "@/lib/pipeline/source/name-field";
import { hostFault, hostOf } from "@/lib/pipeline/source/sftp/host";
import { AUTH_KINDS, STARTS } from "@/lib/pipeline/source/sftp/settings";

const host = z
  .string()
  .trim()
  .transform((value, context) => {
    const fault = hostFault(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
    return hostOf(value) ?? value;
  });

/** Shared by the form and the action. Secrets are only ever sent in; an empty one keeps what is stored. */
const connection = z.object({
  kind: z.literal("sftp"),
  name: nameField,
  host,
  port: z.coerce
    .number("Enter a number.")
    .int("Enter a whole number.")
    .min(1, "A port is a number from 1 to 65535.")
    .max(65_535, "A port is a number from 1 to 65535."),
  username: z.string().trim().min(1, "Enter the user to sign in as.").max(256, "At most 256 characters."),
  authKind: z.enum(AUTH_KINDS),
  password: z.string().max(1024, "At most 1,024 characters."),
  privateKey: z.string().trim().max(20_000, "This is too long for a private key."),
  passphrase: z.string().max(1024, "At most 1,024 characters."),
  /** A key pair that was made here for this form, sealed. */
  keyDraft: z.string().max(20_000).optional(),
  /** Absent: off for a new source, as it was for an existing one. */
  allowOutdated: z.boolean().optional(),
  /** Absent: at home for a new source, as it was for an existing one. */
  startAt: z.enum(STARTS).optional(),
});

export const newSftp = connection.superRefine((value, context) => {
  if (value.authKind === "password" && value.password === "") {
    context.addIssue({ code: "custom", path: ["password"], message: "Enter the password of this user." });
  }
  if (value.authKind === "private_key" && value.privateKey === "") {
    context.addIssue({
      code: "custom",
      path: ["privateKey"],
      message: "Paste the private key of this user.",
    });
  }
  if (value.authKind === "key_pair" && !value.keyDraft) {
    context.addIssue({ code: "custom", path: ["keyDraft"], message: "Create a key pair first." });
  }
  refineKey(value, context);
});

/** What the form of an existing source holds: an empty secret keeps the stored one. */
export const editedSftp = connection.superRefine(refineKey);
export const updatedSftp = connection.extend({ id: z.uuid() }).superRefine(refineKey);

/** As a form holds it, and as it is sent. */
export type SftpFields = z.input<typeof connection>;
export type SftpInput = z.output<typeof connection>;

function refineKey(value: SftpInput, context: z.RefinementCtx): void {
  if (value.authKind !== "private_key" || value.privateKey === "") return;
  const say = (message: string) => context.addIssue({ code: "custom", path: ["privateKey"], message });
  if (/^(ssh-|ecdsa-)/.test(value.privateKey)) {
    say("This is a public key. The private key is in the file without .pub and starts with -----BEGIN.");
  } else if (!/^(-----BEGIN |PuTTY-User-Key-File-)/.test(value.privateKey)) {
    say(
      "A private key starts with -----BEGIN … KEY-----. Paste the whole file, with its first and last line.",
    );
  }
}
