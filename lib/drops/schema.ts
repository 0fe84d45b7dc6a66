import { z } from "zod";

const drop = z.object({ id: z.uuid() });

export const addDropKeyInput = drop.extend({
  publicKey: z.string().max(20_000, "This is too long for a public key."),
});
export const dropKeyInput = drop.extend({ keyId: z.uuid() });

/** `days`: after how many it expires; null: never. */
export const makeDropSecretInput = drop.extend({
  kind: z.enum(["password", "token"]),
  label: z.string().trim().max(100, "At most 100 characters."),
  days: z.union([z.literal(30), z.literal(90), z.literal(365), z.null()]),
});
export const dropSecretInput = drop.extend({ secretId: z.uuid() });

export type AddDropKeyInput = z.output<typeof addDropKeyInput>;
export type DropKeyInput = z.output<typeof dropKeyInput>;
export type MakeDropSecretInput = z.output<typeof makeDropSecretInput>;
export type DropSecretInput = z.output<typeof dropSecretInput>;
