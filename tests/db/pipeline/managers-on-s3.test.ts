import { s3 } from "../../support/spool-on-s3";
import "./managers-over-sftp.test";
import { expect, test } from "vitest";
import { planRun } from "@/lib/runs/plan-run";
import { getRunRow } from "@/lib/runs/store";
import { csv, NO_GUARDS, people, queueFile, testDeps, work } from "../../support/pipeline";
import { everythingSpooled } from "../../support/spool";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

test("a bucket that is down lets a run be tried again, and it ends right", async () => {
  const ws = await mintWorkspace((await mintTenant()).ctx);
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS });
  const ref = await queueFile(ws, syncId, csv("1,ann@x.io,Ann,Lee,"));
  s3.faults = () => ({ how: "status", status: 503, code: "SlowDown" });
  await expect(planRun(ref, testDeps())).rejects.toMatchObject({ code: "internal", retry: true });
  expect((await getRunRow(ws, ref.runId)).finishedAt).toBeNull();
  s3.faults = () => null;
  expect(await work(ws, ref)).toMatchObject({ state: "succeeded", counts: { created: 1 } });
  expect(await people(ws)).toEqual(["1|ann@x.io|Ann|Lee|"]);
  expect((await everythingSpooled()).filter((name) => name.startsWith("read-"))).toEqual([]);
});

test("all of that went through the bucket", () => {
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(3);
});
