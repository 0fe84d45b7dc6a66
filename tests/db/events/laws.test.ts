import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createList } from "@/lib/lists/create";
import { EVENT_TYPES } from "@/lib/model/event";
import type { RuleGroup } from "@/lib/model/rule";
import { getRunRow } from "@/lib/runs/store";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { createWebhook } from "@/lib/webhooks/create";
import { deliverNext } from "@/lib/webhooks/deliver";
import { postMessage } from "@/lib/webhooks/post";
import { testDb } from "../../support/db";
import { eventsSince, startPolling } from "../../support/events";
import { csv, NO_GUARDS, runFile, testDeps } from "../../support/pipeline";
import { eventsOf, type Receiver, startReceiver } from "../../support/receiver";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { edit, undo } from "../../support/undo";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

const NAMES = ["Ann", "Bob", "Cat"];
const IDS = [1, 2, 3, 4];

const row = fc.record({ id: fc.constantFrom(...IDS), name: fc.constantFrom(...NAMES) });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("run" as const),
      rows: fc.uniqueArray(row, { selector: ({ id }) => id, minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("undo" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("edit" as const, "remove" as const, "restore" as const),
      id: fc.constantFrom(...IDS),
      name: fc.constantFrom(...NAMES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("deliver" as const),
      fate: fc.constantFrom("ok", "refused", "worker killed before", "worker killed after"),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type World = {
  ws: WorkspaceCtx;
  syncId: string;
  ref: { orgId: string; endpointId: string };
  now: Date;
  last: string | null;
};

async function play(world: World, one: Step): Promise<void> {
  const { ws, syncId } = world;
  const { sql } = testDb();
  if (one.do === "deliver") return deliver(world, one.fate);
  if (one.do === "run") {
    const run = await runFile(
      ws,
      syncId,
      csv(...one.rows.map(({ id, name }) => `${id},p${id}@x.io,${name},,`)),
    );
    if (run.appliedAt) world.last = run.id;
    return;
  }
  if (one.do === "undo") {
    if (world.last) await undo(ws, await getRunRow(ws, world.last)).catch(() => {});
    world.last = null;
    return;
  }
  const [user] = await sql`
    select id::float8 as id, email, state from users where workspace_id = ${ws.workspaceId}
      and email = ${`p${one.id}@x.io`} order by id limit 1`;
  if (!user) return;
  if (one.do === "remove") await removeUser(ws, { id: user.id });
  if (one.do === "restore") await restoreUser(ws, { id: user.id }).catch(() => {});
  if (one.do === "edit" && user.state === "active") await edit(ws, user.email, { firstName: one.name });
}

/** One attempt, in which the worker may die before or after the message has arrived, or the receiver refuse it. */
async function deliver(world: World, fate: string): Promise<void> {
  receiver.answer((_, res) => res.writeHead(fate === "refused" ? 503 : 200).end());
  const deps = { ...testDeps(), clock: () => world.now };
  await deliverNext(world.ref, deps, async (message) => {
    if (fate === "worker killed before") throw new Error("killed");
    const answer = await postMessage(message);
    if (fate === "worker killed after") throw new Error("killed");
    return answer;
  }).catch(() => {});
  // Leases and waits are over by the next attempt.
  world.now = new Date(world.now.getTime() + 600_000);
}

/** What somebody believes who heard of nothing but these events. Fails for one that can't follow what was told before. */
function believed(events: readonly { type: string; data: Readonly<Record<string, unknown>> }[]) {
  const users = new Set<unknown>();
  const lists = new Map<unknown, Set<unknown>>();
  for (const { type, data } of events) {
    const { userId, listId } = data;
    const list = lists.get(listId) ?? new Set();
    if (listId !== undefined) lists.set(listId, list);
    if (type === "user.created" || type === "user.restored") {
      expect(users.has(userId)).toBe(false);
      users.add(userId);
    }
    if (type === "user.updated") expect(users.has(userId)).toBe(true);
    if (type === "user.removed") expect(users.delete(userId)).toBe(true);
    if (type === "list.entered") {
      expect(list.has(userId)).toBe(false);
      list.add(userId);
    }
    if (type === "list.left") expect(list.delete(userId)).toBe(true);
  }
  return { users: [...users].sort(), lists };
}

test("whatever happens, is undone, edited or dies: nothing is told that did not happen, nothing is missed, and the order is kept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { ctx } = await mintTenant();
      const ws = await mintWorkspace(ctx);
      const rule: RuleGroup = {
        match: "all",
        rules: [{ on: "text", part: "firstName", op: "is", text: "Ann" }],
      };
      const { id: listId } = await createList(ws, { name: "Anns", description: "", kind: "dynamic", rule });
      const syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
      const start = await startPolling(ctx);
      const { id } = await createWebhook(ctx, {
        url: receiver.url,
        description: "",
        types: [...EVENT_TYPES],
      });
      receiver.received.length = 0;
      const world: World = {
        ws,
        syncId,
        ref: { orgId: ws.orgId, endpointId: id },
        now: new Date(),
        last: null,
      };
      for (const one of steps) await play(world, one);
      for (let at = 0; at < 4; at++) await deliver(world, "ok");

      const polled = await eventsSince(ctx, start, 7);
      const { sql } = testDb();
      const there = await sql`
        select id::float8 as id, first_name = 'Ann' as listed from users
         where workspace_id = ${ws.workspaceId} and state = 'active' order by id`;
      const known = believed(polled);
      expect(known.users).toEqual(there.map((user) => user.id).sort());
      expect([...(known.lists.get(listId) ?? [])].sort()).toEqual(
        there
          .filter(({ listed }) => listed)
          .map((user) => user.id)
          .sort(),
      );
      // A message may come twice, as it was; without those the receiver has heard the same, in the same order.
      const bodies = new Map<string, string>();
      for (const message of receiver.received) {
        expect(bodies.get(message.id) ?? message.body).toBe(message.body);
        bodies.set(message.id, message.body);
      }
      const heard = [...bodies.values()].flatMap((body) => eventsOf({ body }));
      expect(heard.map((event) => event.id)).toEqual(polled.map((event) => event.id));
    }),
    { numRuns: 12 },
  );
});
