import { createMessage, encrypt, readKey } from "openpgp";
import { expect, test } from "vitest";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { makePgpKey, setPgpRequired } from "@/lib/remote-sources/pgp/own-keys";
import { getPgpKeys } from "@/lib/remote-sources/pgp/read-keys";
import { openSystem } from "@/lib/runs/open-run";
import { insertQueued } from "@/lib/runs/requests.store";
import { testDb } from "../../support/db";
import { NO_GUARDS, people, testDeps, work } from "../../support/pipeline";
import { OLD, PASSWORD, startTestServer, USERNAME } from "../../support/sftp-server";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { zipOf } from "../../support/zip";

const CSV = "ID,Email,First name,Last name,Mobile\n1,a@x.com,Ann,Ek,\n";

test("a file that is zipped and encrypted for the source is read; again encrypted it is no change; plain it is refused", async () => {
  const server = await startTestServer({ files: { "people.zip.pgp": Buffer.from(CSV) } });
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const name = `packed ${crypto.randomUUID()}`;
  const { id } = await createRemoteSource(ctx, {
    kind: "sftp",
    name,
    host: "127.0.0.1",
    port: server.port,
    username: USERNAME,
    authKind: "password",
    password: PASSWORD,
    privateKey: "",
    passphrase: "",
  });
  await makePgpKey(ctx, { id, expected: null });
  await setPgpRequired(ctx, { id, isRequired: true });
  const [key] = (await getPgpKeys(ctx, id)).own;
  const encryptionKeys = await readKey({ armoredKey: key?.publicKey ?? "" });
  const put = async (bytes: Uint8Array) => server.files.set("people.zip.pgp", { bytes, modifiedAt: OLD });
  const packed = async () =>
    encrypt({
      message: await createMessage({ binary: zipOf([{ name: "people.csv", bytes: CSV }]) }),
      encryptionKeys,
      format: "binary",
    });
  const sync = await mintSync(ctx, { remoteSourceId: id, path: "people.zip.pgp", guardSettings: NO_GUARDS });
  const run = async () => {
    const runId = await ctx.db.run((tx) =>
      insertQueued(tx, ctx, {
        syncId: sync.id,
        trigger: "manual",
        mode: "complete",
        intent: "apply",
        uploadId: null,
        managersUploadId: null,
        undoes: null,
        requestedBy: null,
        requestedByLabel: "test",
      }),
    );
    const ref = { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId: sync.id, runId: runId ?? "" };
    return work(openSystem(ref, testDeps()), ref);
  };

  const first = await packed();
  await put(first);
  const done = await run();
  expect(done).toMatchObject({ state: "succeeded", counts: { created: 1 } });
  expect(done.source?.layers?.slice(1)).toEqual(["people.zip", "people.csv"]);
  expect(done.source?.sizeBytes).toBe(first.length);
  expect(await people(ctx)).toEqual(["1|a@x.com|Ann|Ek|"]);

  await put(await packed());
  expect(await run()).toMatchObject({ state: "no_change" });

  await put(Buffer.from(CSV));
  expect(await run()).toMatchObject({ state: "failed", failure: { code: "file_not_encrypted" } });
  const [{ sealed } = { sealed: "" }] = await testDb().sql`
    select pgp #>> '{own,0,sealed}' as sealed from remote_sources where id = ${id}`;
  expect(sealed).toMatch(/^v2\./);
  await server.stop();
});
