import { createHash } from "node:crypto";
import { required } from "@/lib/env";

/** The local executor's key in the form that the SDK wants: a prefix and hex digits. */
export function localSigningKey(): string {
  const digest = createHash("sha256").update(required("ROLLCALL_JOBS_KEY")).digest("hex");
  return `signkey-local-${digest}`;
}
