import { randomBytes } from "node:crypto";

/** A new Sync ID: 24 lower-case hex digits, random, so that two syncs never share the external IDs of their users. */
export function newSyncId(): string {
  return randomBytes(12).toString("hex");
}
