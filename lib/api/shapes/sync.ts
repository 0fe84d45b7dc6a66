import { z } from "zod";
import { instant, iso, syncId } from "@/lib/api/shapes/parts";
import { RUN_STATES } from "@/lib/model/run-state";
import { SCHEDULE_KINDS } from "@/lib/model/schedule";
import type { SyncItem } from "@/lib/syncs/views";

export const sync = z
  .strictObject({
    id: syncId,
    name: z.string(),
    kind: z.enum(["remote", "upload"]).describe("`upload`: its files are put by a person or through the API"),
    remoteSource: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    path: z.string().nullable(),
    schedule: z.strictObject({
      kind: z.enum(SCHEDULE_KINDS),
      everyHours: z.number(),
      atTime: z.string(),
      weekdays: z.array(z.number()),
      timeZone: z.string(),
    }),
    isPaused: z.boolean(),
    nextRunAt: instant.nullable(),
    lateSince: instant.nullable().describe("No new file has come in time since then"),
    pendingRunId: z.uuid().nullable().describe("The run whose plan is pending approval"),
    lastRun: z
      .strictObject({
        id: z.uuid(),
        state: z.enum(RUN_STATES),
        createdAt: instant,
        finishedAt: instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Sync" });

export function syncOf(item: SyncItem): z.input<typeof sync> {
  const { id, name, sourceKind, remoteSource, path, schedule, paused, heldRunId, lastRun } = item;
  const { kind, everyHours, atTime, weekdays, timeZone } = schedule;
  return {
    ...{ id, name, kind: sourceKind, path },
    remoteSource: remoteSource && { id: remoteSource.id, name: remoteSource.name },
    schedule: { kind, everyHours, atTime, weekdays: [...weekdays], timeZone },
    ...{ isPaused: paused, nextRunAt: iso(item.nextRunAt), lateSince: iso(item.lateSince) },
    pendingRunId: heldRunId,
    lastRun: lastRun && {
      ...{ id: lastRun.id, state: lastRun.state },
      ...{ createdAt: iso(lastRun.createdAt), finishedAt: iso(lastRun.finishedAt) },
    },
  };
}
