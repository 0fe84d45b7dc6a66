import { subDays } from "date-fns";
import { POLLING_DAYS, refreshWants } from "@/lib/events/streams.store";
import { sendWebhooksRequested } from "@/lib/jobs/send";
import { RETENTION } from "@/lib/model/retention";
import { retentionIn } from "@/lib/retention/read";
import { type JobDeps, jobDeps, openOrgSystem } from "@/lib/runs/open-run";
import { deleteOld } from "@/lib/webhooks/deliveries.store";
import { dueEndpoints, selectEndpoints, staleOrganizations } from "@/lib/webhooks/endpoints.store";

const DUE_MAX = 500;

/** Every minute: asks for deliveries to all webhooks that have something to get now, whatever became of earlier requests. */
export async function sweepWebhooks(deps: JobDeps = jobDeps()): Promise<{ due: number }> {
  const now = deps.clock();
  const due = await dueEndpoints(deps.db, now, DUE_MAX);
  await sendWebhooksRequested(due, String(Math.floor(now.getTime() / 60_000)));
  return { due: due.length };
}

/** Deletes events and messages that were kept long enough, and keeps none for pollers who have fallen silent. */
export async function purgeEvents(deps: JobDeps = jobDeps()): Promise<{ deleted: number }> {
  const now = deps.clock();
  const stale = await staleOrganizations(
    deps.db,
    subDays(now, RETENTION.events.min),
    subDays(now, POLLING_DAYS),
  );
  let deleted = 0;
  for (const orgId of stale) {
    const ctx = openOrgSystem({ orgId }, deps);
    deleted += await ctx.db.run(async (tx) => {
      const { events } = await retentionIn(tx, ctx);
      await refreshWants(tx, ctx, now);
      return deleteOld(tx, ctx, subDays(now, events));
    });
  }
  return { deleted };
}

/** After a run: what it told is delivered without waiting for the next minute. */
export async function requestDeliveries(orgId: string, deps: JobDeps = jobDeps()): Promise<void> {
  const ctx = openOrgSystem({ orgId }, deps);
  const endpoints = await ctx.db.run((tx) => selectEndpoints(tx, ctx));
  const ready = endpoints.filter(({ state, nextTryAt }) => state === "enabled" && nextTryAt === null);
  const refs = ready.map(({ id }) => ({ orgId, endpointId: id }));
  await sendWebhooksRequested(refs, String(deps.clock().getTime()));
}
