import { z } from "zod";
import { hostFault, hostOf } from "@/lib/remote-sources/host";

/** Shared by the form and the action. Secrets are only ever sent in; an empty one keeps what is stored. */
const AUTH_KINDS = ["password", "private_key"] as const;

const host = z
  .string()
  .trim()
  .transform((value, context) => {
    const fault = hostFault(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
    return hostOf(value) ?? value;
  });

const connection = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give it a name, so that you recognize it later.")
    .max(80, "At most 80 characters."),
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
  /** Absent: off for a new source, as it was for an existing one. */
  allowOutdated: z.boolean().optional(),
});

type Connection = z.output<typeof connection>;

export const createRemoteSourceInput = connection.superRefine((value, context) => {
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
  refineKey(value, context);
});

/** What the form of an existing source holds: an empty secret keeps the stored one. */
export const editedFields = connection.superRefine(refineKey);
export const updateRemoteSourceInput = connection.extend({ id: z.uuid() }).superRefine(refineKey);

export const remoteSourceIdInput = z.object({ id: z.uuid() });
export const approveHostKeyInput = z.object({ id: z.uuid(), fingerprint: z.string().min(1) });
export const browseFolderInput = z.object({ id: z.uuid(), folder: z.string().max(4096) });

export type RemoteSourceFields = z.input<typeof connection>;
export type CreateRemoteSourceInput = z.output<typeof createRemoteSourceInput>;
export type UpdateRemoteSourceInput = z.output<typeof updateRemoteSourceInput>;

function refineKey(value: Connection, context: z.RefinementCtx): void {
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
