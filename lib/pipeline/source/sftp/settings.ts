import { z } from "zod";

/** Loads in a browser too. */
export const AUTH_KINDS = ["password", "private_key", "key_pair"] as const;

/** Where the paths of a source start. */
export const STARTS = ["home", "root"] as const;

export type StartAt = (typeof STARTS)[number];

export type AuthKind = (typeof AUTH_KINDS)[number];

/** What is stored of an SFTP server. `place` names whom its secret is for. */
export const sftpSettings = z.object({
  place: z.object({ host: z.string(), port: z.int(), username: z.string() }),
  authKind: z.enum(AUTH_KINDS),
  /** Whether this server may be spoken to with algorithms that use SHA-1. */
  allowOutdated: z.boolean(),
  /** Sources of before this was a choice start at home. */
  startAt: z.enum(STARTS).default("home"),
});

export type SftpSettings = z.output<typeof sftpSettings>;

/** What is sealed beside them. Of a key pair that was made here it is the private half. */
export const sftpSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password"), password: z.string() }),
  z.object({ kind: z.literal("private_key"), privateKey: z.string(), passphrase: z.string().optional() }),
]);
