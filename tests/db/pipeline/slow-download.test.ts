import { expect, test } from "vitest";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { insertQueued } from "@/lib/runs/requests.store";
import { csv, NO_GUARDS, people, work } from "../../support/pipeline";
import { PASSWORD, startTestServer, USERNAME } from "../../support/sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// The environment is read when it is first asked for, which is in the test: the limit of an operator, here of three seconds.
process.env.DOWNLOAD_MINUTES_MAX = "0.05";
process.env.DOWNLOAD_BYTES_PER_SECOND_MIN = "0";

// About two seconds at 30 bytes every 200 ms: most of the limit, so that the second file has to share it.
const PEOPLE = Array.from({ length: 12 }, (_, at) => `${at},p${at}@x.io,Ann,Lee,`);

test("the operator's time limit is that of both files together, and ends the run", async () => {
  const files = {
    "people.csv": Buffer.from(csv(...PEOPLE)),
    "heads.csv": Buffer.alloc(9_000, "x"),
  };
  const server = await startTestServer({ files, faults: { readBytesMax: 30, readDelayMs: 200 } });
  try {
    const ctx = await mintWorkspace((await mintTenant()).ctx);
    const { id: remoteSourceId } = await createRemoteSource(ctx, {
      ...{ kind: "sftp", name: "HR", host: "127.0.0.1", port: server.port, username: USERNAME },
      ...{ authKind: "password", password: PASSWORD, privateKey: "", passphrase: "" },
    });
    const place = { remoteSourceId, path: "people.csv", managersPath: "heads.csv" };
    const { id: syncId } = await mintSync(ctx, { ...place, guardSettings: NO_GUARDS });
    const order = { syncId, trigger: "manual", mode: "complete", intent: "apply" } as const;
    const rest = { uploadId: null, undoes: null, requestedBy: null, requestedByLabel: "test" };
    const runId = await ctx.db.run((tx) => insertQueued(tx, ctx, { ...order, ...rest }));
    const began = performance.now();
    const run = await work(ctx, {
      orgId: ctx.orgId,
      workspaceId: ctx.workspaceId,
      syncId,
      runId: String(runId),
    });
    expect(run).toMatchObject({
      state: "failed",
      failure: {
        code: "source_unusable",
        message: "Connection error: The download was not complete after 1 min",
        remedy: expect.stringContaining("To raise the limit, ask "),
      },
    });
    expect(performance.now() - began).toBeLessThan(4_500);
    expect(await people(ctx)).toEqual([]);
  } finally {
    await server.stop();
  }
});
