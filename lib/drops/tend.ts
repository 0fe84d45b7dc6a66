import { subDays, subHours, subMinutes } from "date-fns";
import { type DropDeps, dropDeps } from "@/lib/auth/drop/login";
import { tenantDb } from "@/lib/db/tenant";
import { type DropOf, findDropSettings } from "@/lib/drops/files.store";
import { removeBytes } from "@/lib/drops/remove-bytes";
import {
  deleteFacts,
  endStale,
  purgeFiles,
  selectDropsToTend,
  selectKnownBlobs,
  type TendLimits,
} from "@/lib/drops/tend.store";
import { clearScratch } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";

/** A client sends something, or its process notes that it waits, far more often. */
const RECEIVING_MINUTES = 15;
/** Until when an upload whose connection broke can be resumed. */
const PARTIAL_HOURS = 48;
/** That something came in is known for as long as a run is listed. */
const FACTS_DAYS = 400;
/** Bytes are stored shortly before a row names them. */
const ORPHAN_HOURS = 1;
const BATCH = 500;

/**
 * Gives up uploads that nobody continues, and purges files that were kept for as long as their drop says. May be called
 * twice and by two processes at the same time.
 */
export async function tendDrops(
  deps: DropDeps = dropDeps(),
): Promise<{ interrupted: number; purged: number }> {
  const now = deps.clock();
  const limits: TendLimits = {
    now,
    receivingBefore: subMinutes(now, RECEIVING_MINUTES),
    partialBefore: subHours(now, PARTIAL_HOURS),
    factsBefore: subDays(now, FACTS_DAYS),
  };
  const done = { interrupted: 0, purged: 0 };
  for (const drop of await selectDropsToTend(deps.db, limits)) {
    const { interrupted, purged } = await tendOne(drop, limits, deps);
    // Only those of this machine; others tidy up after themselves.
    for (const id of interrupted) await clearScratch(`drop-${id}`);
    await removeBytes([...interrupted, ...purged]);
    done.interrupted += interrupted.length;
    done.purged += purged.length;
  }
  if (done.interrupted + done.purged > 0) deps.log.info("drop.tended", done);
  return done;
}

async function tendOne({ orgId, sourceId }: DropOf, limits: TendLimits, { db }: DropDeps) {
  const drop = { orgId, sourceId };
  const own = tenantDb(db, { orgId, actor: { kind: "system", label: "Drop" } });
  return own.run(async (tx) => {
    const settings = await findDropSettings(tx, drop, { lock: true });
    const interrupted = await endStale(tx, drop, limits);
    if (!settings) return { interrupted, purged: [] };
    const before = subDays(limits.now, settings.retentionDays);
    const purged = await purgeFiles(tx, drop, { before, now: limits.now });
    await deleteFacts(tx, drop, limits.factsBefore);
    return { interrupted, purged };
  });
}

/** Deletes bytes in the spool that no row names: of a drop that was deleted, or of a process that died. Gives how many. */
export async function removeOrphans(deps: DropDeps = dropDeps()): Promise<number> {
  const before = subHours(deps.clock(), ORPHAN_HOURS);
  let removed = 0;
  let keys: string[] = [];
  const flush = async (): Promise<void> => {
    const known = keys.length === 0 ? new Set() : await selectKnownBlobs(deps.db, keys);
    for (const key of keys) {
      if (known.has(key)) continue;
      await spool().remove(key);
      removed += 1;
    }
    keys = [];
  };
  for await (const { key, storedAt } of spool().list()) {
    if (!key.startsWith("drop-") || storedAt >= before) continue;
    keys.push(key);
    if (keys.length >= BATCH) await flush();
  }
  await flush();
  return removed;
}
