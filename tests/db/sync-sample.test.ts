import { expect, test } from "vitest";
import { getSync } from "@/lib/syncs/read";
import { testDb } from "../support/db";
import { runFile } from "../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

testDb();

async function sync() {
  const { ctx } = await mintTenant();
  const ws = await mintWorkspace(ctx);
  return { ws, syncId: (await mintSync(ws)).id };
}

test("a file whose header can't be used yet shows its first rows to whoever maps it", async () => {
  const { ws, syncId } = await sync();
  const rows = [1, 2, 3, 4, 5, 6, 7].map((n) => `${n},u${n}@x.com`);
  const run = await runFile(ws, syncId, `UID,Mail\n${rows.join("\n")}\n`);
  expect(run).toMatchObject({ state: "failed", failure: { code: "header_missing" } });
  expect(await getSync(ws, syncId)).toMatchObject({
    headers: ["UID", "Mail"],
    sample: [1, 2, 3, 4, 5].map((n) => [String(n), `u${n}@x.com`]),
  });
});

test("that its rows can't be read either does not hide what is wrong with the header", async () => {
  const { ws, syncId } = await sync();
  const run = await runFile(ws, syncId, 'UID,Mail\n1,"open\n');
  expect(run).toMatchObject({ state: "failed", failure: { code: "header_missing" } });
  expect(await getSync(ws, syncId)).toMatchObject({ headers: ["UID", "Mail"], sample: [] });
});
