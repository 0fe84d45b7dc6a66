import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSource } from "@/lib/pipeline/source/check";
import { browseRemoteSource, checkRemoteSource } from "@/lib/remote-sources/check";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { getRemoteSource, listRemoteSourceNames } from "@/lib/remote-sources/read";
import { createRemoteSourceInput, updateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import { attachRemoteSource } from "@/lib/syncs/attach";
import { getSync } from "@/lib/syncs/read";
import { testDb } from "../support/db";
import { type S3TestServer, startS3Server } from "../support/s3-server";
import { mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const signal = new AbortController().signal;
let server: S3TestServer;

beforeAll(async () => {
  server = await startS3Server();
  await server.put("exports/users.csv", "ID,Email\n");
});
afterAll(() => server.stop());

const entered = (change: Record<string, unknown> = {}) => ({
  ...{ kind: "s3", name: "Bucket", service: "other", endpoint: server.endpoint, region: server.region },
  ...{ bucket: server.bucket, prefix: "exports", pathStyle: true },
  ...{ accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
  ...change,
});

async function setting() {
  const { ctx } = await mintTenant();
  const { id } = await createRemoteSource(ctx, createRemoteSourceInput.parse(entered()));
  const change = (fields: Record<string, unknown>) =>
    updateRemoteSource(
      ctx,
      updateRemoteSourceInput.parse({ ...entered({ secretAccessKey: "", ...fields }), id }),
    );
  return { ctx, id, change };
}

describe("an S3 bucket as a Remote Source", () => {
  it("is checked, browsed and read below its prefix", async () => {
    const { ctx, id } = await setting();
    const { result, hostKey } = await checkRemoteSource(ctx, { id }, { signal, onStage: () => {} });
    expect(result.ok).toBe(true);
    expect(hostKey).toBeNull();
    expect((await getRemoteSource(ctx, id)).lastCheck?.ok).toBe(true);
    const { entries } = await browseRemoteSource(ctx, { id, folder: "" }, signal);
    expect(entries.map(({ name }) => name)).toEqual(["users.csv"]);
    const target = await resolveRemoteSource(ctx, id);
    const { result: found } = await checkSource(
      { ...target, path: "users.csv" },
      { signal, onStage: () => {} },
    );
    expect(found.stages.at(-1)).toMatchObject({ stage: "read_header", ok: true });
  });

  it("says where it is and where its paths start, and never its secret", async () => {
    const { ctx, id } = await setting();
    expect(await listRemoteSourceNames(ctx)).toEqual([
      {
        id,
        kind: "s3",
        name: "Bucket",
        address: "people/exports/",
        start: { label: "exports/", inWords: "exports/ in the bucket people" },
      },
    ]);
    const [row] = await sql`select * from remote_sources where id = ${id}`;
    expect(row?.settings).toEqual({
      place: { endpoint: server.endpoint, bucket: "people", accessKeyId: "S3RVER" },
      ...{ region: "eu-central-1", prefix: "exports/", pathStyle: true },
    });
    expect(JSON.stringify([row?.settings, await getRemoteSource(ctx, id)])).not.toContain("secretAccessKey");
  });

  it.each([{ bucket: "elsewhere" }, { accessKeyId: "AKIAOTHER" }, { endpoint: "https://elsewhere.example" }])(
    "asks for its secret again when it leads elsewhere: %j",
    async (change) => {
      const setup = await setting();
      await expect(setup.change(change)).rejects.toMatchObject({
        code: "invalid_input",
        fieldErrors: { secretAccessKey: expect.stringContaining("again") },
      });
      await setup.change({ ...change, secretAccessKey: "another" });
      expect(await resolveRemoteSource(setup.ctx, setup.id)).toMatchObject({ secretAccessKey: "another" });
    },
  );

  it("keeps its secret when only the region, the prefix or the way of naming the bucket changes", async () => {
    const { ctx, id, change } = await setting();
    await change({ region: "eu-west-1", prefix: "", pathStyle: false });
    expect(await resolveRemoteSource(ctx, id)).toMatchObject({
      ...{ region: "eu-west-1", prefix: "", pathStyle: false, secretAccessKey: "S3RVER" },
    });
  });

  it("can't be led elsewhere in the database under its secret", async () => {
    const { id } = await setting();
    const moved = sql`update remote_sources set settings = jsonb_set(settings, '{place,endpoint}', '"https://evil.example"') where id = ${id}`;
    await expect(moved).rejects.toThrow(/secret/i);
  });

  it("takes paths that a server with folders could not have", async () => {
    const { ctx, id } = await setting();
    const ws = await mintWorkspace(ctx);
    const { syncId } = await attachRemoteSource(ws, {
      ...{ remoteSourceId: id, path: "/odd//..users\\.csv", everyHours: 24, atTime: "02:00" },
      ...{ timeZone: "UTC", holdFirstRun: true },
    });
    expect((await getSync(ws, syncId)).path).toBe("/odd//..users\\.csv");
  });
});
