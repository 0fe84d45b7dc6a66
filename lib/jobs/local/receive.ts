import { createHash } from "node:crypto";
import { ulid } from "ulid";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { isDataException } from "@/lib/db/database-error";
import { LIMITS, sizeBytes } from "@/lib/jobs/local/limits";
import { insertEvents, type SentEvent } from "./inbox.store";

const event = z.object({
  id: z.string().optional(),
  name: z.string().min(1, "event name is empty"),
  data: z.record(z.string(), z.json()).default({}),
  ts: z.number().int(),
});

const body = z.union([z.array(event).min(1), event.transform((one) => [one])]);

/** Inngest's answer to a send. */
type SendAnswer = { ids: string[]; status: number; error?: string };

/**
 * What `POST /e/:key` does: takes the events into the queue, or refuses them as Inngest's server would. `seed` is the
 * SDK's `x-inngest-event-id-seed`; it makes the ids, so that a send that is repeated is received once.
 */
export async function receiveEvents(db: Db, text: string, seed: string | null): Promise<SendAnswer> {
  if (sizeBytes(text) > LIMITS.eventBytes) return refused("event payload is too large");
  const parsed = body.safeParse(JSON.parse(text));
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? "event is invalid");
  const sent = parsed.data.map((one, index): SentEvent => {
    const id = internalId(seed, index);
    return { id, event: { ...one, id: one.id ?? id }, named: one.id !== undefined };
  });
  try {
    await insertEvents(db, sent);
  } catch (error) {
    if (isDataException(error)) return refused("event data can't be stored");
    throw error;
  }
  return { ids: sent.map(({ id }) => id), status: 200 };
}

function refused(error: string): SendAnswer {
  return { ids: [""], status: 400, error };
}

/** A ULID: of the seed `<milliseconds>,<entropy>` and the place in the batch, or else a random one. */
function internalId(seed: string | null, index: number): string {
  const [ms, entropy] = seed?.split(",") ?? [];
  if (!entropy || !/^\d{1,15}$/.test(ms ?? "")) return ulid();
  const bytes = createHash("sha256").update(`${entropy}:${index}`).digest();
  let at = 0;
  return ulid(Number(ms), () => (bytes[at++ % bytes.length] ?? 0) / 256);
}
