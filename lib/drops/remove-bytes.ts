import { dropKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";

/** At the same time: a bucket needs some milliseconds for each. */
const AT_ONCE = 20;

/** Removes the bytes of files whose rows no longer name them. What a crash leaves here is removed by `removeOrphans`. */
export async function removeBytes(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => spool().remove(dropKey(id))));
  }
}
