import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { insertQueued } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { startOpenSsh } from "../../support/openssh";
import { NO_GUARDS, work } from "../../support/pipeline";
import { PASSWORD, startTestServer, USERNAME } from "../../support/sftp-server";
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

test.each(servers)(
  "10,000 users come from $name in one run, and the key it showed is pinned",
  async ({ name, open }) => {
    const server = await open();
    try {
      const { port, username, authKind, secret } = server;
      const own = authKind === "password" ? { password: secret } : { privateKey: secret };
      const { id } = await createRemoteSource(ctx, {
        name,
        host: "127.0.0.1",
        port,
        username,
        authKind,
        password: "",
        privateKey: "",
        passphrase: "",
        ...own,
      });
      const workspace = await mintWorkspace(ctx);
      const sync = await mintSync(workspace, {
        remoteSourceId: id,
        path: "people.csv",
        guardSettings: NO_GUARDS,
      });
      const runId = await insertQueued(workspace, {
        syncId: sync.id,
        trigger: "manual",
        mode: "complete",
        intent: "apply",
        uploadId: null,
        requestedBy: null,
        requestedByLabel: "test",
      });
      if (!runId) throw new Error("A run is waiting already.");
      const { orgId, workspaceId } = workspace;
      const run = await work(workspace, { orgId, workspaceId, syncId: sync.id, runId });
      expect(run).toMatchObject({ state: "succeeded", counts: { read: ROWS, created: ROWS, errors: 0 } });
      expect(run.source).toMatchObject({ path: "people.csv", sizeBytes: FILE.length });
      const [source] = await testDb()
        .sql`select host_key->>'fingerprint' as key from remote_sources where id = ${id}`;
      expect(source?.key).toMatch(/^SHA256:/);
    } finally {
      await server.stop();
    }
  },
  60_000,
);
