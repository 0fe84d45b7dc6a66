import { expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { emitEvent } from "@/lib/events/emit";
import { listEvents } from "@/lib/events/list-events";
import { createUser } from "@/lib/users/create";
import { createUserInput } from "@/lib/users/schema";
import { eventsSince, inShort, startPolling } from "../../support/events";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const tell = (ctx: Ctx, n: number) =>
  ctx.db.run((tx) => emitEvent(tx, ctx, { type: "alert.raised", data: { n } }));

const numbers = async (ctx: Ctx, after: string, limit?: number) =>
  (await eventsSince(ctx, after, limit)).map(({ data }) => data.n);

test("nothing is written for an organization that nobody listens for", async () => {
  const { ctx } = await mintTenant();
  await tell(ctx, 1);
  const start = await startPolling(ctx);
  expect(start).toBe("0");
  await tell(ctx, 2);
  expect(await numbers(ctx, start)).toEqual([2]);
});

test("a poller misses nothing that is written while transactions are open, and gets nothing twice", async () => {
  const { ctx } = await mintTenant();
  const start = await startPolling(ctx);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = ctx.db.run(async (tx) => {
    await emitEvent(tx, ctx, { type: "alert.raised", data: { n: "slow" } });
    written();
    await held;
  });
  await isWritten;
  await tell(ctx, 1);
  const first = await listEvents(ctx, { after: start });
  expect(first.events.map(({ data }) => data.n)).toEqual([1]);
  release();
  await slow;
  await tell(ctx, 2);
  const second = await listEvents(ctx, { after: first.next });
  expect(second.events.map(({ data }) => data.n)).toEqual(["slow", 2]);
});

test("many who write and many who read at the same time agree on one order without gaps", async () => {
  const { ctx } = await mintTenant();
  const start = await startPolling(ctx);
  const writes = Array.from({ length: 60 }, (_, n) => tell(ctx, n));
  const reads = Array.from({ length: 20 }, () => listEvents(ctx, { after: start }));
  await Promise.all([...writes, ...reads]);
  const all = await eventsSince(ctx, start, 7);
  expect(all.map(({ id }) => Number(id))).toEqual(
    Array.from({ length: 60 }, (_, n) => Number(start) + n + 1),
  );
  expect(new Set(all.map(({ data }) => data.n)).size).toBe(60);
  const seen = (await Promise.all(reads)).flatMap(({ events }) => events);
  for (const event of seen) expect(all).toContainEqual(event);
});

test("what is rolled back is told to nobody", async () => {
  const { ctx } = await mintTenant();
  const start = await startPolling(ctx);
  await ctx.db
    .run(async (tx) => {
      await emitEvent(tx, ctx, { type: "alert.raised", data: { n: 1 } });
      throw new Error("no");
    })
    .catch(() => {});
  await tell(ctx, 2);
  expect(await numbers(ctx, start)).toEqual([2]);
});

test("a page can be of chosen types, and continues behind what it left out", async () => {
  const { ctx } = await mintTenant();
  const start = await startPolling(ctx);
  await tell(ctx, 1);
  await ctx.db.run((tx) => emitEvent(tx, ctx, { type: "alert.cleared", data: {} }));
  await tell(ctx, 2);
  const page = await listEvents(ctx, { after: start, types: ["alert.cleared"] });
  expect(page.events.map(({ type }) => type)).toEqual(["alert.cleared"]);
  expect(page).toMatchObject({ next: "3", more: false, missed: false });
});

test("an organization hears of itself only", async () => {
  const [ours, theirs] = [await mintTenant(), await mintTenant()];
  const [start, other] = [await startPolling(ours.ctx), await startPolling(theirs.ctx)];
  await tell(theirs.ctx, 1);
  expect(await numbers(ours.ctx, start)).toEqual([]);
  expect(await numbers(theirs.ctx, other)).toEqual([1]);
});

test("a place that is not one is refused, and one whose events are gone says so", async () => {
  const { ctx } = await mintTenant();
  const start = await startPolling(ctx);
  for (const after of ["x", "-1", "9999", "1e3"])
    await expect(listEvents(ctx, { after })).rejects.toMatchObject({ code: "invalid_input" });
  await tell(ctx, 1);
  await tell(ctx, 2);
  await listEvents(ctx, { after: start });
  await ctx.db.run((tx) => tx.execute("delete from outgoing_events where position = 1"));
  expect(await listEvents(ctx, { after: start })).toMatchObject({ missed: true, next: "2" });
  expect(await listEvents(ctx, { after: "1" })).toMatchObject({ missed: false, next: "2" });
});

test("a user that a member edits is told with the names of what changed, and with values only if that was chosen", async () => {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  const start = await startPolling(ctx);
  const input = createUserInput.parse({
    email: "ann@example.com",
    firstName: "Ann",
    lastName: "",
    mobile: "",
    role: "participant",
    fields: {},
  });
  const { id } = await createUser(ws, input);
  const events = (await eventsSince(ctx, start)).filter(({ type }) => type !== "audit.entry");
  expect(events.map(inShort)).toEqual([`user.created ${id}`]);
  expect(JSON.stringify(events)).not.toMatch(/ann/i);
  await ctx.db.run((tx) => tx.execute("update event_streams set with_values = true"));
  const [told] = await eventsSince(ctx, start);
  expect(told?.data).toMatchObject({ user: { email: "ann@example.com", firstName: "Ann" }, by: "member" });
});
