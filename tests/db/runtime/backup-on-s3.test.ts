import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readArchive } from "@/lib/runtime/backup/archive";
import { runKey, uploadKey } from "@/lib/spool/keys";
import { command } from "../../support/backup-command";
import { testDb } from "../../support/db";
import { startS3Server } from "../../support/s3-server";
import { putSpooled } from "../../support/spool";

// A cluster is started for what is restored.
vi.setConfig({ testTimeout: 120_000 });

const UPLOAD = randomUUID();
const OWN = {
  DATABASE_URL: testDb().ownerUrl,
  ROLLCALL_DATA_DIR: process.env.ROLLCALL_DATA_DIR ?? "",
  ROLLCALL_SECRETS_KEYS: process.env.ROLLCALL_SECRETS_KEYS ?? "",
};

test("files in a bucket stay there, and those of an older backup are restored into it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-backup-"));
  const s3 = await startS3Server();
  try {
    const bucket = {
      SPOOL_S3_ENDPOINT: s3.endpoint,
      SPOOL_S3_REGION: s3.region,
      SPOOL_S3_BUCKET: s3.bucket,
      SPOOL_S3_ACCESS_KEY_ID: s3.accessKeyId,
      SPOOL_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      SPOOL_S3_PATH_STYLE: "1",
    };
    await s3.put(runKey(UPLOAD), "of a run");
    await putSpooled(uploadKey(UPLOAD), "a file on its way");
    const older = join(folder, "older.tar.gz");
    expect(await command(["backup", older], OWN)).toMatchObject({ code: 0 });
    const file = join(folder, "bucket.tar.gz");
    const made = await command(["backup", file], { ...OWN, ...bucket });
    expect(made).toMatchObject({
      code: 0,
      output: expect.stringContaining(`Files in the bucket ${s3.bucket} are not part of it`),
    });
    const names: string[] = [];
    await readArchive(file, async (name) => void names.push(name));
    expect(names.filter((name) => name.startsWith("spool/"))).toEqual([]);

    const dataDir = join(folder, "fresh");
    const restored = await command(["restore", older], { ROLLCALL_DATA_DIR: dataDir, ...bucket });
    expect(restored).toMatchObject({ code: 0 });
    expect(await s3.objects()).toEqual([runKey(UPLOAD), uploadKey(UPLOAD)]);
    expect((await s3.get(uploadKey(UPLOAD))).toString()).toBe("a file on its way");
    expect(await readdir(join(dataDir, "spool"))).toEqual([]);
  } finally {
    await s3.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
