import { appendFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { makeFolder } from "@/lib/drops/entries";
import { folderOf } from "@/lib/drops/path";
import { dataFolder } from "@/lib/spool/data-folders";
import { keepsTheContract } from "../../contract/keeps-the-contract";
import type { Source } from "../../contract/sources";
import { testDb } from "../../support/db";
import { mintDrop, putFile } from "../../support/drops";
import { OLD } from "../../support/sftp-server";
import { mintTenant } from "../../support/tenant";

describe("drop", () => keepsTheContract(drop));

/** Its files never change under a run; what the contract does to them is done to their bytes in the spool. */
async function drop(): Promise<Source> {
  const { ctx } = await mintTenant();
  let now = OLD;
  const { id, drop: client } = await mintDrop(ctx, { clock: () => now });
  const folder = await dataFolder("spool");
  // As many connections as the pool takes: none that the contract counts is opened later.
  await Promise.all(Array.from({ length: 10 }, () => ctx.db.run((tx) => tx.execute("select pg_sleep(0.1)"))));
  await testDb().sql`select 1`;
  const stored = new Map<string, string>();
  return {
    put: async (path, bytes, modifiedAt = OLD) => {
      now = modifiedAt;
      if (folderOf(path) !== "") await makeFolder(client, folderOf(path)).catch(() => {});
      await putFile(client, path, bytes);
      const [row] = await testDb().sql`
        select spool_key from drop_files where source_id = ${id} and path = ${path} and state = 'present'`;
      stored.set(path, join(folder, row?.spool_key));
    },
    append: (path, bytes) => appendFileSync(stored.get(path) ?? "", bytes),
    truncate: (path, sizeBytes) => truncateSync(stored.get(path) ?? "", sizeBytes),
    target: (path) => ({ kind: "drop", hostKey: null, ctx, id, path }),
    start: "folder of the drop",
    downloads: true,
    connections: () => 0,
    stop: async () => {},
  };
}
