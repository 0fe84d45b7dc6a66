import { localSpool } from "@/lib/spool/local-spool";
import type { Spool } from "@/lib/spool/types";

/** Where this installation keeps files on their way through. */
export function spool(): Spool {
  return localSpool;
}
