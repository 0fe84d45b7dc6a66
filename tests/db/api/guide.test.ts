import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guideSteps } from "@/lib/api/guide";
import { API_OPERATIONS } from "@/lib/api/registry";
import { curlSample } from "@/lib/api/sample";
import { createToken } from "@/lib/api-tokens/create";
import { TOKEN_PERMISSIONS } from "@/lib/api-tokens/scopes";
import type { WorkspaceCtx } from "@/lib/context";
import { startApiHttp } from "../../support/api-http";
import { testDb } from "../../support/db";
import { csv, people, work } from "../../support/pipeline";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();
let http: Awaited<ReturnType<typeof startApiHttp>>;
let folder: string;
let isOver = false;
let worker: Promise<void>;
let ws: WorkspaceCtx & { slug: string };
let token: string;

beforeAll(async () => {
  http = await startApiHttp();
  folder = await mkdtemp(join(tmpdir(), "rollcall-guide-"));
  await writeFile(join(folder, "people.csv"), csv("1,ada@example.com,Ada,Lov,", "2,bo@example.com,Bo,Ek,"));
  const { ctx } = await mintTenant();
  ws = await mintWorkspace(ctx);
  const permissions = TOKEN_PERMISSIONS.map(({ permission }) => permission);
  token = (await createToken(ctx, { label: "Guide", permissions, workspaceIds: null, days: null })).token;
  worker = workOff();
});

afterAll(async () => {
  isOver = true;
  await worker;
  await http.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the jobs do: takes each queued run as far as it goes. */
async function workOff(): Promise<void> {
  const { orgId, workspaceId } = ws;
  while (!isOver) {
    const rows = await sql`select id, sync_id from runs where org_id = ${orgId} and state = 'queued'`;
    for (const { id, sync_id: syncId } of rows) await work(ws, { orgId, workspaceId, syncId, runId: id });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const shell = (commands: readonly string[]) =>
  promisify(execFile)("bash", ["-c", ["set -e -o pipefail", ...commands].join("\n")], { cwd: folder });

test("the commands of the guide put a file, preview, approve by hash and undo, word for word", async () => {
  const [setUp = "", ...rest] = guideSteps(http.url).map(({ command }) => command);
  const own = [`export ROLLCALL_TOKEN=${token}`, `export WORKSPACE=${ws.slug}`];
  const applied = rest.slice(0, 6);
  const undone = rest.slice(6);
  const first = await shell([setUp, ...own, ...applied, 'echo "$RUN" > run.txt']);
  expect(first.stdout.split("\n")).toContain("create\t1\tada@example.com");
  expect(await people(ws)).toEqual(["1|ada@example.com|Ada|Lov|", "2|bo@example.com|Bo|Ek|"]);
  const second = await shell([setUp, ...own, "RUN=$(cat run.txt)", ...undone]);
  expect(await people(ws)).toEqual([]);
  const states = [...`${first.stdout}${second.stdout}`.matchAll(/"state": "(\w+)"/g)].map(
    ([, state]) => state,
  );
  expect(states).toEqual(["held", "succeeded", "held", "succeeded"]);
  const log = await sql`select actor_label, action, detail ->> 'planHash' is not null as hashed from audit_log
    where org_id = ${ws.orgId} and action = 'run.approve'`;
  expect(log).toEqual(Array(2).fill({ actor_label: "Guide", action: "run.approve", hashed: true }));
});

test("the sample of every operation reaches it", async () => {
  const [setUp = ""] = guideSteps(http.url).map(({ command }) => command);
  const own = [
    `export ROLLCALL_TOKEN=${token}`,
    `export WORKSPACE=${ws.slug}`,
    `PLAN_HASH=${"0".repeat(64)}`,
  ];
  for (const operation of API_OPERATIONS) {
    const sample = curlSample(operation).replace("--fail-with-body", "-w '\\n%{http_code}'");
    const { stdout } = await shell([setUp, ...own, sample]);
    const [body = "", status] = stdout.split(/\n(?=\d{3}$)/);
    // Its ids are made up: what is named by one is not found, and everything else works.
    const isNamed = /\{(?!workspace)(?!fileName)/.test(operation.path);
    expect({ id: operation.id, status, body }).toMatchObject({
      status: isNamed ? "404" : String(operation.status),
    });
  }
});
