import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { RunRef } from "@/lib/model/run-ref";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { noteRun } from "@/lib/remote-sources/note-run";
import { openRun, openSystem } from "@/lib/runs/open-run";
import { planRun } from "@/lib/runs/plan-run";
import { insertQueued } from "@/lib/runs/requests.store";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { startOpenSsh } from "../../support/openssh";
import { NO_GUARDS, testDeps, work } from "../../support/pipeline";
import { OLD, PASSWORD, startTestServer, USERNAME } from "../../support/sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// The ordinary way from a server to users: a Remote Source with its secret sealed, a sync, a run. With 10,000 rows.

const ROWS = 10_000;
const FILE = `ID,Email,First name,Last name,Mobile\n${Array.from(
  { length: ROWS },
  (_, at) => `${at},person.${at}@example.com,First ${at % 90},Last ${at % 700},+3581${at}\n`,
).join("")}`;

type Login = { port: number; username: string; authKind: "password" | "private_key"; secret: string };
type Server = { name: string; open: () => Promise<Login & { stop: () => Promise<void> }> };

const inProcess: Server = {
  name: "an SFTP server",
  open: async () => {
    const server = await startTestServer({ files: { "people.csv": Buffer.from(FILE) } });
    const login: Login = { port: server.port, username: USERNAME, authKind: "password", secret: PASSWORD };
    return { ...login, stop: () => server.stop() };
  },
};

const openSsh = (binary: string): Server => ({
  name: "OpenSSH's sshd",
  open: async () => {
    const { port, username, auth, home, stop } = await startOpenSsh(binary);
    await writeFile(join(home, "people.csv"), FILE, { mode: 0o644 });
    if (auth.kind !== "private_key") throw new Error("The server is made for key logins.");
    return { port, username, authKind: "private_key", secret: auth.privateKey, stop };
  },
});

// Defined only where the server is there: a test that is skipped promises nothing.
const sshd = process.env.ROLLCALL_TEST_SSHD;
const servers = [inProcess, ...(sshd ? [openSsh(sshd)] : [])];

let ctx: WorkspaceCtx;

beforeAll(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
});

test("a server that is away is told at once and tried again; when it is back, the run goes on", async () => {
  const server = await startTestServer({ files: { "people.csv": Buffer.from(FILE) } });
  const { port } = server;
  await server.stop();
  const login: Login = { port, username: USERNAME, authKind: "password", secret: PASSWORD };
  const ref = await queueFrom("a server that is away", login);
  await expect(planRun(ref, testDeps())).rejects.toMatchObject({ code: "source_network", retry: true });
  const waiting = await getRunRow(openRun(ref, testDeps()), ref.runId);
  expect(waiting).toMatchObject({
    state: "running",
    failure: {
      message: expect.stringMatching(/^Connection error: Error \(ECONNREFUSED\) opening connection: /),
    },
  });
  const back = await startTestServer({ files: { "people.csv": Buffer.from(FILE) }, port });
  try {
    const run = await work(openRun(ref, testDeps()), ref);
    expect(run).toMatchObject({ state: "succeeded", failure: null, counts: { created: ROWS } });
  } finally {
    await back.stop();
  }
});

test("a wrong path ends the run in its own words, and nothing is tried again", async () => {
  const server = await startTestServer({ files: { "other.csv": Buffer.from(FILE) } });
  try {
    const { port } = server;
    const ref = await queueFrom("a wrong path", {
      port,
      username: USERNAME,
      authKind: "password",
      secret: PASSWORD,
    });
    const run = await work(openRun(ref, testDeps()), ref);
    expect(run).toMatchObject({
      state: "failed",
      failure: { message: "File error: No such file: people.csv" },
    });
  } finally {
    await server.stop();
  }
});

test.each([
  ["missing", "NO_SUCH_FILE"],
  ["denied", "PERMISSION_DENIED"],
  ["locked", "FAILURE"],
] as const)(
  "a file that is %s for a second and a half is waited for once a run has read it",
  async (_, status) => {
    const server = await startTestServer({ files: { "people.csv": Buffer.from(FILE) } });
    const { port } = server;
    const refuse = (path: string) => {
      const until = performance.now() + 1_500;
      server.faults.refuse = (request, asked) =>
        request !== "LIST" && asked === path && performance.now() < until ? status : null;
    };
    try {
      const login = { port, username: USERNAME, authKind: "password", secret: PASSWORD } as const;
      const first = await queueFrom(`locked: ${status}`, login);
      refuse("people.csv");
      // Not known to work: one refusal is enough.
      expect(await work(openRun(first, testDeps()), first)).toMatchObject({
        state: "failed",
        failure: { code: "source_path" },
      });
      server.faults.refuse = undefined;
      const second = await queueAgain(first);
      expect(await work(openRun(second, testDeps()), second)).toMatchObject({ counts: { created: ROWS } });
      refuse("people.csv");
      const third = await queueAgain(first);
      expect(await work(openRun(third, testDeps()), third)).toMatchObject({
        state: "no_change",
        failure: null,
      });
    } finally {
      await server.stop();
    }
  },
);

test("what a run learns of the connection is the source's last check", async () => {
  const server = await startTestServer({ files: { "other.csv": Buffer.from(FILE) } });
  const { port } = server;
  const login: Login = { port, username: USERNAME, authKind: "password", secret: PASSWORD };
  const name = "a run as a check";
  const lastCheck = async () =>
    (await testDb().sql`select last_check from remote_sources where name = ${name}`)[0]?.last_check;
  const ref = await queueFrom(name, login);
  // Connected, although the file is missing.
  await work(openRun(ref, testDeps()), ref);
  expect(await lastCheck()).toMatchObject({ ok: true, by: "run", stages: [] });
  server.policy = "never";
  const second = await queueAgain(ref);
  await work(openRun(second, testDeps()), second);
  expect(await lastCheck()).toMatchObject({
    ok: false,
    by: "run",
    stages: [
      {
        stage: "sign_in",
        message: "Connection error: Password login failed",
        remedy: expect.any(String),
      },
    ],
  });
  server.policy = "password";
  server.files.set("people.csv", { bytes: Buffer.from(FILE), modifiedAt: OLD });
  const third = await queueAgain(ref);
  await work(openRun(third, testDeps()), third);
  expect(await lastCheck()).toMatchObject({ ok: true, by: "run" });
  // Changed while a run was under way: what the run learned is of another connection.
  const [source] = await testDb().sql`update remote_sources set last_check = null, updated_at = now()
    where name = ${name} returning id`;
  await noteRun(ctx, { id: source?.id, since: new Date(Date.now() - 60_000), error: null });
  expect(await lastCheck()).toBeNull();
  await server.stop();
});

test.each(servers)(
  "10,000 users come from $name in one run, and the key it showed is pinned",
  async ({ name, open }) => {
    const { stop, ...login } = await open();
    try {
      const ref = await queueFrom(name, login);
      const run = await work(openRun(ref, testDeps()), ref);
      expect(run).toMatchObject({ state: "succeeded", counts: { read: ROWS, created: ROWS, errors: 0 } });
      expect(run.source).toMatchObject({ path: "people.csv", sizeBytes: FILE.length });
      const [source] = await testDb().sql`
        select host_key->>'fingerprint' as key from remote_sources where name = ${name}`;
      expect(source?.key).toMatch(/^SHA256:/);
    } finally {
      await stop();
    }
  },
);

/** A Remote Source, a workspace that follows `people.csv` on it, and a run that waits. */
async function queueFrom(name: string, { port, username, authKind, secret }: Login): Promise<RunRef> {
  const none = { password: "", privateKey: "", passphrase: "" };
  const own = authKind === "password" ? { password: secret } : { privateKey: secret };
  const login = { kind: "sftp" as const, name, host: "127.0.0.1", port, username, authKind, ...none, ...own };
  const { id } = await createRemoteSource(ctx, login);
  const workspace = await mintWorkspace(ctx);
  const sync = await mintSync(workspace, {
    remoteSourceId: id,
    path: "people.csv",
    guardSettings: NO_GUARDS,
  });
  return queueAgain({ orgId: workspace.orgId, workspaceId: workspace.workspaceId, syncId: sync.id });
}

async function queueAgain(ref: Omit<RunRef, "runId">): Promise<RunRef> {
  const workspace = openSystem(ref, testDeps());
  const order = { syncId: ref.syncId, trigger: "manual", mode: "complete", intent: "apply" } as const;
  const rest = { uploadId: null, undoes: null, requestedBy: null, requestedByLabel: "test" };
  const runId = await workspace.db.run((tx) => insertQueued(tx, workspace, { ...order, ...rest }));
  if (!runId) throw new Error("A run is waiting already.");
  return { ...ref, runId };
}
