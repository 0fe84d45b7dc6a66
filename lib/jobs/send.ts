import { setTimeout as sleep } from "node:timers/promises";
import { eventType } from "inngest";
import { inngest } from "@/lib/jobs/client";
import { createLog } from "@/lib/log";
import {
  type BulkEditRef,
  bulkEditRef,
  type DeliveryRef,
  deliveryRef,
  type EndpointRef,
  endpointRef,
  type FileLookRef,
  fileLookRef,
  type LookRef,
  lookRef,
  type NoticeRef,
  noticeRef,
  type RunRef,
  runRef,
} from "@/lib/model/run-ref";

/** A queued run is to be executed, or an approved held one is to continue. Ids only; may be sent more than once. */
export const runRequested = eventType("sync/run.requested", { schema: runRef });

/** The server of a sync on arrival is to be looked at. Ids only; may be sent more than once. */
export const lookRequested = eventType("sync/look.requested", { schema: lookRef });

/** The file of a sync is to be read for proposals. Ids only; may be sent more than once. */
export const fileLookRequested = eventType("file/look.requested", { schema: fileLookRef });

/** Followers of a sync are to be told a notice. Ids only; may be sent more than once. */
export const alertNoticed = eventType("alert/noticed", { schema: noticeRef });

/** A message to one recipient is to be delivered. Ids only. */
export const deliveryRequested = eventType("alert/delivery.requested", { schema: deliveryRef });

/** The events that ask for deliveries, each once. */
export function deliveryEvents(refs: readonly DeliveryRef[]) {
  return refs.map((ref) => deliveryRequested.create(ref, { id: `delivery:${ref.deliveryId}` }));
}

/** A webhook has something to get. Ids only; may be sent more than once. */
export const webhookRequested = eventType("webhook/delivery.requested", { schema: endpointRef });

/** A bulk edit of users is to be worked on. Ids only; may be sent more than once. */
export const bulkEditRequested = eventType("users/bulk_edit.requested", { schema: bulkEditRef });

/** Someone waits for the answer to a click. */
const PATIENCE_MS = 5_000;

/**
 * Asks the jobs to execute a run. `turn` names what it is asked for, such as its fence: the same turn is executed once,
 * however often it is asked for. An event that can't be handed over is no failure: the run stays queued, and the sweep
 * asks again.
 */
export async function sendRunRequested(ref: RunRef, turn: string | number): Promise<void> {
  const { orgId, workspaceId, syncId, runId } = ref;
  const event = runRequested.create({ orgId, workspaceId, syncId, runId }, { id: `run:${runId}:${turn}` });
  await handOver([event], { runId });
}

/** The same for many. */
export async function sendRunsRequested(refs: readonly RunRef[], turn: string | number): Promise<void> {
  const events = refs.map(({ orgId, workspaceId, syncId, runId }) =>
    runRequested.create({ orgId, workspaceId, syncId, runId }, { id: `run:${runId}:${turn}` }),
  );
  if (events.length > 0) await handOver(events, { runs: events.length });
}

/** Asks the jobs for looks. One that can't be handed over is asked for again when it would have been given up. */
export async function sendLooksRequested(refs: readonly LookRef[]): Promise<void> {
  const events = refs.map((ref) => lookRequested.create(ref, { id: `look:${ref.syncId}:${ref.until}` }));
  if (events.length > 0) await handOver(events, { looks: events.length });
}

/** Asks the jobs to read a file. One that can't be handed over never begins, which its page says. */
export async function sendFileLookRequested(ref: FileLookRef): Promise<void> {
  await handOver([fileLookRequested.create(ref, { id: `file-look:${ref.lookId}` })], { looks: 1 });
}

/**
 * Asks the jobs to deliver notices. `turn` names what it is asked for: the same turn is executed once. One that can't be
 * handed over is asked for again by the sweep.
 */
export async function sendAlertsNoticed(
  refs: readonly NoticeRef[],
  turn: string | number = 0,
): Promise<void> {
  const events = refs.map((ref) => alertNoticed.create(ref, { id: `notice:${ref.noticeId}:${turn}` }));
  if (events.length > 0) await handOver(events, { notices: events.length });
}

/** Asks the jobs to deliver to webhooks. What can't be handed over is asked for again within a minute. */
export async function sendWebhooksRequested(refs: readonly EndpointRef[], turn: string): Promise<void> {
  const events = refs.map((ref) => webhookRequested.create(ref, { id: `webhook:${ref.endpointId}:${turn}` }));
  if (events.length > 0) await handOver(events, { webhooks: events.length });
}

/**
 * Asks the jobs to work on a bulk edit. `turn` names what it is asked for: the same turn is executed once. One that can't be
 * handed over is asked for again by the sweep.
 */
export async function sendBulkEditRequested(ref: BulkEditRef, turn: string | number): Promise<void> {
  const event = bulkEditRequested.create(ref, { id: `bulk:${ref.bulkEditId}:${turn}` });
  await handOver([event], { bulkEditId: ref.bulkEditId });
}

async function handOver(
  events: Parameters<typeof inngest.send>[0],
  about: Readonly<Record<string, string | number>>,
): Promise<void> {
  const late = new AbortController();
  try {
    await Promise.race([
      inngest.send(events),
      sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error("The job server did not accept the event in time.");
      }),
    ]);
  } catch (error) {
    createLog("jobs").warn("job.event.not_sent", {
      ...about,
      error: error instanceof Error ? error.name : "unknown",
    });
  } finally {
    late.abort();
  }
}
