import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { addListUsers, removeListUsers } from "@/lib/lists/change-users";
import { createList } from "@/lib/lists/create";
import { deleteList } from "@/lib/lists/delete";
import { updateList } from "@/lib/lists/update";
import type { RuleGroup } from "@/lib/model/rule";
import { detachSync } from "@/lib/syncs/detach";
import { removeUser } from "@/lib/users/remove";
import { restoreUser } from "@/lib/users/restore";
import { testDb } from "../../support/db";
import { eventsSince, inShort, startPolling } from "../../support/events";
import { csv, NO_GUARDS, queueFile, runFile, work } from "../../support/pipeline";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf, undo } from "../../support/undo";

const ANN = "1,ann@x.io,Ann,Lee,";
const BOB = "2,bob@x.io,Bob,Ray,";

let ws: WorkspaceCtx;
let syncId: string;
let start: string;

beforeEach(async () => {
  testDb();
  ws = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
  start = await startPolling(ws);
});

/** What is told of lists behind the last place that was read. */
async function told(): Promise<string[]> {
  const events = await eventsSince(ws, start, 3);
  start = events.at(-1)?.id ?? start;
  return events.filter(({ type }) => type.startsWith("list.")).map(inShort);
}

const named = (text: string): RuleGroup => ({
  match: "all",
  rules: [{ on: "text", part: "firstName", op: "is", text }],
});

async function dynamic(text: string): Promise<number> {
  const { id } = await createList(ws, { name: text, description: "", kind: "dynamic", rule: named(text) });
  await told();
  return id;
}

test("a run tells who comes into a list and who leaves it, once, before it ends", async () => {
  const [anns, bobs] = [await dynamic("Ann"), await dynamic("Bob")];
  await runFile(ws, syncId, csv(ANN, BOB));
  const [ann, bob] = [await idOf(ws, "ann@x.io"), await idOf(ws, "bob@x.io")];
  const all = await eventsSince(ws, start);
  expect(all.at(-1)?.type).toBe("run.succeeded");
  expect(await told()).toEqual([`list.entered ${anns} ${ann}`, `list.entered ${bobs} ${bob}`]);
  const run = await runFile(ws, syncId, csv("1,ann@x.io,Bob,Lee,"));
  expect(await told()).toEqual([
    `list.left ${anns} ${ann}`,
    `list.left ${bobs} ${bob}`,
    `list.entered ${bobs} ${ann}`,
  ]);
  await undo(ws, run);
  expect(await told()).toEqual([
    `list.entered ${anns} ${ann}`,
    `list.left ${bobs} ${ann}`,
    `list.entered ${bobs} ${bob}`,
  ]);
});

test("what a person decides about in two parts is told in two parts", async () => {
  const anns = await dynamic("Ann");
  const bobs = await dynamic("Bob");
  await runFile(ws, syncId, csv(ANN, BOB));
  await told();
  const guards = { ...NO_GUARDS, removals: { percent: 0, atLeast: 0 } };
  await testDb().sql`update syncs set guard_settings = ${guards as never} where id = ${syncId}`;
  const [ann, bob] = [await idOf(ws, "ann@x.io"), await idOf(ws, "bob@x.io")];
  const held = await work(ws, await queueFile(ws, syncId, csv("1,ann@x.io,Anna,Lee,")));
  expect(held.state).toBe("held");
  expect(await told()).toEqual([`list.left ${anns} ${ann}`]);
  await approve(ws, held);
  expect(await told()).toEqual([`list.left ${bobs} ${bob}`]);
});

test("manual edits of users are told to the lists that they change", async () => {
  const [anns, bobs] = [await dynamic("Ann"), await dynamic("Bob")];
  const { id } = await mintUser(ws, { email: "ann@x.io", firstName: "Ann" });
  await edit(ws, "ann@x.io", { firstName: "Bob" });
  expect(await told()).toEqual([`list.left ${anns} ${id}`, `list.entered ${bobs} ${id}`]);
  await removeUser(ws, { id });
  await restoreUser(ws, { id });
  await edit(ws, "ann@x.io", { lastName: "Lee" });
  expect(await told()).toEqual([`list.left ${bobs} ${id}`, `list.entered ${bobs} ${id}`]);
});

test("a static list is told whom a member adds and removes, and a run whom it removes", async () => {
  await runFile(ws, syncId, csv(ANN, BOB));
  const [ann, bob] = [await idOf(ws, "ann@x.io"), await idOf(ws, "bob@x.io")];
  const { id } = await createList(ws, { name: "Crew", description: "", kind: "static", rule: null });
  await told();
  await addListUsers(ws, { id, userIds: [ann, bob] });
  await addListUsers(ws, { id, userIds: [ann] });
  expect(await told()).toEqual([`list.entered ${id} ${ann}`, `list.entered ${id} ${bob}`]);
  await removeListUsers(ws, { id, userIds: [ann] });
  await runFile(ws, syncId, csv(ANN));
  expect(await told()).toEqual([`list.left ${id} ${ann}`, `list.left ${id} ${bob}`]);
});

test("another rule, a new and a deleted list are told as a change of the list", async () => {
  const id = await dynamic("Ann");
  await updateList(ws, { id, name: "Ann", description: "new", rule: named("Ann") });
  expect(await told()).toEqual([]);
  await updateList(ws, { id, name: "Ann", description: "", rule: named("Bob") });
  await deleteList(ws, { id });
  expect(await told()).toEqual([`list.changed ${id}`, `list.changed ${id}`]);
});

test("a sync that is detached with its users tells whom it removes, and the lists that changed", async () => {
  await runFile(ws, syncId, csv(ANN, BOB));
  const [ann, bob] = [await idOf(ws, "ann@x.io"), await idOf(ws, "bob@x.io")];
  const id = await dynamic("Ann");
  await detachSync(ws, { syncId, users: "remove" });
  const events = (await eventsSince(ws, start)).filter(({ type }) => !type.startsWith("audit."));
  expect(events.map(inShort)).toEqual([`user.removed ${ann}`, `user.removed ${bob}`, `list.changed ${id}`]);
});
