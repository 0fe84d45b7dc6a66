import type { WorkspaceCtx } from "@/lib/context";
import type { SyncFileSettings } from "@/lib/model/file-settings";
import type { GuardSettings } from "@/lib/model/guard";
import type { RunRef } from "@/lib/model/run-ref";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { openRun, openSystem } from "@/lib/runs/open-run";
import { insertQueued } from "@/lib/runs/requests.store";
import type { RunRow } from "@/lib/runs/store";
import { csv, NO_GUARDS, testDeps, work } from "./pipeline";
import { OLD, PASSWORD, startTestServer, type TestServer, USERNAME } from "./sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "./tenant";

export type Folder = {
  server: TestServer;
  ctx: WorkspaceCtx;
  syncId: string;
  /** Replaces the file of that name; changed long ago unless said. */
  put: (path: string, text: string, modifiedAt?: Date) => void;
  remove: (path: string) => void;
  /** Runs the sync to its end; `askedPath`: for the one file that a person asked for. */
  run: (askedPath?: string) => Promise<RunRow>;
};

type Options = {
  path: string;
  managersPath?: string;
  fileSettings?: SyncFileSettings;
  guardSettings?: GuardSettings;
  timeZone?: string;
};

/** A sync of files on an SFTP server in this process. */
export async function openFolder({
  path,
  managersPath,
  fileSettings = {},
  ...rest
}: Options): Promise<Folder> {
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const server = await startTestServer();
  const login = { host: "127.0.0.1", port: server.port, username: USERNAME, authKind: "password" as const };
  const secret = { password: PASSWORD, privateKey: "", passphrase: "" };
  const { id } = await createRemoteSource(ctx, {
    kind: "sftp",
    name: `Source ${server.port}`,
    ...login,
    ...secret,
  });
  const { id: syncId } = await mintSync(ctx, {
    remoteSourceId: id,
    path,
    managersPath: managersPath ?? null,
    fileSettings,
    guardSettings: NO_GUARDS,
    ...rest,
  });
  const queue = async (askedPath: string | null): Promise<RunRef> => {
    const ref = { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId };
    const workspace = openSystem(ref, testDeps());
    const order = { syncId, trigger: "manual", mode: "complete", intent: "apply", askedPath } as const;
    const by = { uploadId: null, undoes: null, requestedBy: null, requestedByLabel: "test" };
    const runId = await workspace.db.run((tx) => insertQueued(tx, workspace, { ...order, ...by }));
    if (!runId) throw new Error("A run is waiting already.");
    return { ...ref, runId };
  };
  return {
    server,
    ctx,
    syncId,
    put: (name, text, modifiedAt = OLD) => {
      server.files.set(name, { bytes: Buffer.from(text), modifiedAt });
    },
    remove: (name) => {
      server.files.delete(name);
    },
    run: async (askedPath) => {
      const ref = await queue(askedPath ?? null);
      return work(openRun(ref, testDeps()), ref);
    },
  };
}

/** A file with so many people. */
export function people(count: number): string {
  return csv(...Array.from({ length: count }, (_, at) => `${at},p${at}@example.com,First,Last,`));
}
