import { beforeAll, expect, test } from "vitest";
import { purgeRequests } from "@/lib/api/idempotency.store";
import { countRequest, REQUESTS_A_MINUTE } from "@/lib/api/limits";
import { createToken } from "@/lib/api-tokens/create";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";
import type { WorkspaceCtx } from "@/lib/context";
import { tenantDb } from "@/lib/db/tenant";
import { askApi } from "../../support/api";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintRemoteSource, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { db, sql } = testDb();
const permissions = TOKEN_PERMISSIONS.map(({ permission }) => permission);

let token: string;
let ws: WorkspaceCtx & { slug: string };
let base: string;

beforeAll(async () => {
  const { ctx } = await mintTenant();
  ws = await mintWorkspace(ctx);
  base = `/workspaces/${ws.slug}`;
  token = (await createToken(ctx, { label: "Export", permissions, workspaceIds: null, days: null })).token;
});

const newKey = () => crypto.randomUUID();
const keyed = (key: string, more: Record<string, string> = {}) => ({ "idempotency-key": key, ...more });
const lengthOf = (body: string) => ({ "content-length": String(Buffer.byteLength(body)) });

async function remoteSync() {
  const remoteSourceId = (await mintRemoteSource(ws)).id;
  return mintSync(ws, { remoteSourceId, path: "users.csv", name: `Sync ${newKey()}` });
}

const runsOf = async (syncId: string) => (await sql`select id from runs where sync_id = ${syncId}`).length;

/** As a process leaves it that dies after it has carried out the request, and before it has kept the answer. */
async function dieBeforeAnswer(key: string) {
  await sql`update api_requests set status = null, answer = null, lease_until = now() - interval '1 second'
    where key = ${key}`;
}

test("a request that is sent again is not carried out again, and gets the same answer", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  const send = () => askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body: {}, headers: keyed(key) });
  const first = await send();
  // Taken out of the queue: without the key, another would be put into it.
  await sql`update runs set state = 'cancelled' where sync_id = ${syncId}`;
  const second = await send();
  expect(second).toMatchObject({ status: 202, text: first.text });
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await runsOf(syncId)).toBe(1);
});

test("another request under the same key is refused", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  const send = (body: unknown) =>
    askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body, headers: keyed(key) });
  await send({ preview: true });
  expect(await send({ preview: false })).toMatchObject({ status: 422, body: { code: "key_reused" } });
});

test("a key counts for the token that sent it alone, and for 24 hours", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  const send = (clock = () => new Date()) =>
    askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body: {}, headers: keyed(key), clock });
  await send();
  await sql`update runs set state = 'cancelled' where sync_id = ${syncId}`;
  const tomorrow = () => new Date(Date.now() + 25 * 3_600_000);
  expect((await send(tomorrow)).headers.get("idempotency-replayed")).toBeNull();
  expect(await runsOf(syncId)).toBe(2);
});

test("of ten that are sent at the same time one is carried out, and all get its answer", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  const send = () => askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body: {}, headers: keyed(key) });
  const answers = await Promise.all(Array.from({ length: 10 }, send));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
  expect(await runsOf(syncId)).toBe(1);
});

test("a start whose process died before it could answer is not started twice", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  const send = () => askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body: {}, headers: keyed(key) });
  const first = await send();
  await sql`update runs set state = 'cancelled' where sync_id = ${syncId}`;
  await dieBeforeAnswer(key);
  const second = await send();
  expect(second.status).toBe(202);
  expect(second.body.id).toBe(first.body.id);
  expect(await runsOf(syncId)).toBe(1);
});

test("a decision whose process died before it could answer is answered, not refused", async () => {
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS, name: newKey() });
  const email = `${newKey()}@example.com`;
  const held = await runFile(ws, syncId, csv(`1,${email},A,A,`), { intent: "preview" });
  const headers = { ...keyed(newKey()), "if-match": `"${held.planHash}"` };
  const approve = () => askApi("POST", `${base}/runs/${held.id}/approve`, { token, body: {}, headers });
  expect((await approve()).status).toBe(202);
  await dieBeforeAnswer(headers["idempotency-key"]);
  expect(await approve()).toMatchObject({ status: 202, body: { id: held.id, decision: "all" } });
  const other = { ...headers, "idempotency-key": newKey() };
  const again = await askApi("POST", `${base}/runs/${held.id}/approve`, { token, body: {}, headers: other });
  expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("an undo whose process died before it could answer is the same undo", async () => {
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS, name: newKey() });
  const { id } = await runFile(ws, syncId, csv(`1,${newKey()}@example.com,A,A,`));
  const key = newKey();
  const undo = () => askApi("POST", `${base}/runs/${id}/undo`, { token, body: {}, headers: keyed(key) });
  const first = await undo();
  expect(first.body).toMatchObject({ undoesRunId: id, trigger: "undo" });
  await dieBeforeAnswer(key);
  expect((await undo()).body.id).toBe(first.body.id);
});

test("a file that is sent again is the same file, and another one under its key is refused", async () => {
  const [file, other] = [csv("1,a@x.io,A,A,"), csv("2,b@x.io,B,B,")];
  const key = newKey();
  const put = (body: string) =>
    askApi("PUT", `${base}/files/people.csv`, { token, body, headers: keyed(key, lengthOf(body)) });
  const first = await put(file);
  expect(await put(file)).toMatchObject({ status: 201, text: first.text });
  expect(await put(other)).toMatchObject({ status: 422, body: { code: "key_reused" } });
  await dieBeforeAnswer(key);
  expect((await put(file)).body.id).toBe(first.body.id);
  await dieBeforeAnswer(key);
  expect(await put(other)).toMatchObject({ status: 422, body: { code: "key_reused" } });
});

test("a file whose line broke may be sent again under its key, and is then whole", async () => {
  const key = newKey();
  const file = "ID,Email\n1,a@x.io\n";
  const put = (body: string) =>
    askApi("PUT", `${base}/files/people.csv`, { token, body, headers: keyed(key, lengthOf(file)) });
  expect(await put(file.slice(0, 9))).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  expect(await put(file)).toMatchObject({ status: 201, body: { sizeBytes: file.length } });
});

test("a request that failed through a fault of ours may be tried again", async () => {
  const key = newKey();
  const path = `${base}/runs/${newKey()}/cancel`;
  const first = await askApi("POST", path, { token, body: {}, headers: keyed(key) });
  const second = await askApi("POST", path, { token, body: {}, headers: keyed(key) });
  // A refusal is no fault: it is kept, and told again.
  expect(first.status).toBe(404);
  expect(second).toMatchObject({ status: 404, text: first.text });
});

test("keys that count no more are purged", async () => {
  const { id: syncId } = await remoteSync();
  const key = newKey();
  await askApi("POST", `${base}/syncs/${syncId}/runs`, { token, body: {}, headers: keyed(key) });
  await sql`update api_requests set created_at = now() - interval '2 days' where key = ${key}`;
  const before = new Date(Date.now() - 25 * 3_600_000);
  expect(await tenantDb(db, {}).run((tx) => purgeRequests(tx, before))).toBeGreaterThan(0);
  expect(await sql`select 1 from api_requests where key = ${key}`).toHaveLength(0);
});

test("only the plan that is named is approved", async () => {
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS, name: newKey() });
  const held = await runFile(ws, syncId, csv(`1,${newKey()}@example.com,A,A,`), { intent: "preview" });
  const approve = (headers: Record<string, string>) =>
    askApi("POST", `${base}/runs/${held.id}/approve`, { token, body: {}, headers });
  expect(await approve({})).toMatchObject({ status: 428, body: { code: "if_match_missing" } });
  for (const wrong of ["*", `"${"0".repeat(64)}"`, `${held.planHash}`, `W/"${held.planHash}"`, '"a", "b"']) {
    expect(await approve({ "if-match": wrong })).toMatchObject({
      status: 412,
      body: { code: "plan_changed" },
    });
  }
  const { headers } = await askApi("GET", `${base}/runs/${held.id}`, { token });
  expect(headers.get("etag")).toBe(`"${held.planHash}"`);
  expect((await approve({ "if-match": headers.get("etag") ?? "" })).status).toBe(202);
  const [entry] = await sql`select actor_kind, actor_label, detail ->> 'planHash' as hash from audit_log
    where target_id = ${held.id} and action = 'run.approve'`;
  expect(entry).toEqual({ actor_kind: "token", actor_label: "Export", hash: held.planHash });
});

test("a token that asks too often waits as long as it is told", async () => {
  const { ctx } = await mintTenant();
  const busy = (await createToken(ctx, { label: "Busy", permissions, workspaceIds: null, days: null })).token;
  const start = Date.now();
  const ask = (afterMs = 0) =>
    askApi("GET", "/organization", { token: busy, clock: () => new Date(start + afterMs) });
  await ask();
  const [row] = await sql`select id from api_tokens where org_id = ${ctx.orgId}`;
  // As the door counts those between.
  for (let at = 2; at < REQUESTS_A_MINUTE; at += 1) countRequest(row?.id, new Date(start));
  expect((await ask()).headers.get("ratelimit-remaining")).toBe("0");
  const over = await ask();
  expect(over).toMatchObject({ status: 429, body: { code: "throttled" } });
  const wait = Number(over.headers.get("retry-after"));
  expect((await ask(wait * 1000)).status).toBe(200);
});

test("what can't be understood is said to be so, value by value", async () => {
  const { id: syncId } = await remoteSync();
  const path = `${base}/syncs/${syncId}/runs`;
  const wrong = await askApi("POST", path, { token, body: { preview: "yes", more: 1 } });
  expect(wrong).toMatchObject({ status: 400, body: { code: "invalid_input" } });
  expect(wrong.text).toContain('"field":"preview"');
  expect(await askApi("POST", path, { token, body: "{" })).toMatchObject({ status: 400 });
  expect(await askApi("POST", path, { token, body: "[]" })).toMatchObject({ status: 400 });
  expect(await askApi("GET", `${base}/users?limit=501`, { token })).toMatchObject({ status: 400 });
  expect(await askApi("GET", `${base}/users?cursor=nonsense`, { token })).toMatchObject({ status: 400 });
  expect(await askApi("GET", `${base}/runs?cursor=nonsense`, { token })).toMatchObject({ status: 400 });
  expect(await askApi("GET", "/nothing", { token })).toMatchObject({ status: 404 });
  const method = await askApi("PUT", "/organization", { token, body: "" });
  expect(method).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
  expect(method.headers.get("allow")).toBe("GET");
  const headers = keyed("short");
  expect(await askApi("POST", path, { token, body: {}, headers })).toMatchObject({ status: 400 });
});

test("lists are read to their end by their cursors, nobody twice and nobody left out", async () => {
  const other = await mintWorkspace(ws, "Many");
  const { id: syncId } = await mintSync(other, { guardSettings: NO_GUARDS });
  const rows = Array.from({ length: 23 }, (_, at) => `${at},u${at}@x.io,First${at % 3},Last${at % 5},`);
  const { id } = await runFile(other, syncId, csv(...rows));
  for (let at = 0; at < 4; at += 1) await runFile(other, syncId, csv(...rows), { intent: "preview" });
  for (const [path, most] of [
    ["/users?", 23],
    [`/runs/${id}/changes?`, 23],
    [`/runs/${id}/issues?`, 0],
    [`/runs?syncId=${syncId}&`, 5],
  ] as const) {
    const seen: unknown[] = [];
    let next: unknown = "";
    do {
      const cursor = next ? `&cursor=${next}` : "";
      const { body } = await askApi("GET", `/workspaces/${other.slug}${path}limit=4${cursor}`, { token });
      seen.push(...(body.data as { id: unknown }[]).map((one) => one.id));
      next = body.next;
    } while (next);
    expect(new Set(seen).size, path).toBe(seen.length);
    expect(seen, path).toHaveLength(most);
  }
});
