import { dropKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";

/** Removes the bytes of files whose rows no longer name them. What a crash leaves here is removed by `tendDrops`. */
export async function removeBytes(ids: readonly string[]): Promise<void> {
  for (const id of ids) await spool().remove(dropKey(id));
}
