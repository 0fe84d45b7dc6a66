import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { ScheduleKind } from "@/lib/model/schedule";
import { scheduleDueSyncs } from "@/lib/runs/schedule";
import { setSyncPaused } from "@/lib/syncs/set-paused";
import { testDb } from "../../support/db";
import { testDeps } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

const SCHEDULES: Record<string, { scheduleKind: ScheduleKind; weekdays?: number[] }> = {
  daily: { scheduleKind: "daily" },
  workdays: { scheduleKind: "weekdays" },
  sundays: { scheduleKind: "weekly", weekdays: [7] },
};

let nowMs = 0;
const clock = () => new Date(nowMs);

/** Syncs at 02:30 in Berlin, resumed now as by a person. */
async function attach(ctx: WorkspaceCtx): Promise<Map<string, string>> {
  const remoteSourceId = (await mintRemoteSource(ctx)).id;
  const names = new Map<string, string>();
  for (const [name, schedule] of Object.entries(SCHEDULES)) {
    const at = { atTime: "02:30", timeZone: "Europe/Berlin", paused: true };
    const { id } = await mintSync(ctx, { remoteSourceId, path: "users.csv", ...at, ...schedule });
    await setSyncPaused({ ...ctx, clock }, { syncId: id, paused: false });
    names.set(id, name);
  }
  return names;
}

/** When which sync ran from `from` to `to`, with a scheduler that looks every ten minutes and runs that end at once. */
async function runsBetween(from: string, to: string): Promise<Record<string, string[]>> {
  nowMs = Date.parse(from);
  const names = await attach(await mintWorkspace((await mintTenant({ clock })).ctx));
  const ran: Record<string, string[]> = Object.fromEntries(Object.keys(SCHEDULES).map((name) => [name, []]));
  for (; nowMs <= Date.parse(to); nowMs += 10 * 60_000) {
    await scheduleDueSyncs({ ...testDeps(), clock });
    const ended = await sql`
      update runs set state = 'succeeded', finished_at = now()
       where sync_id = any(${[...names.keys()]}) and state = 'queued' returning sync_id`;
    for (const { sync_id } of ended) ran[names.get(sync_id) ?? ""]?.push(clock().toISOString().slice(0, 16));
  }
  return ran;
}

test("In the night without 02:30 each sync runs once, an hour later by the clock", async () => {
  expect(await runsBetween("2026-03-27T22:00Z", "2026-03-30T22:00Z")).toEqual({
    daily: ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"],
    workdays: ["2026-03-30T00:30"],
    sundays: ["2026-03-29T01:30"],
  });
});

test("In the night with two times 02:30 each sync runs once, at the first", async () => {
  expect(await runsBetween("2026-10-23T22:00Z", "2026-10-26T22:00Z")).toEqual({
    daily: ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"],
    workdays: ["2026-10-26T01:30"],
    sundays: ["2026-10-25T00:30"],
  });
});
