import { randomUUID } from "node:crypto";
import { erasures, fileLooks } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import { columnOf } from "@/lib/pipeline/columns/collect";

/** A file that was read for proposals. */
export async function mintLook(ws: WorkspaceCtx, syncId: string, mark: string): Promise<string> {
  const { orgId, workspaceId } = ws;
  const id = randomUUID();
  await ws.db.run((tx) =>
    tx.insert(fileLooks).values({
      ...{ id, orgId, workspaceId, syncId, state: "done", lookedFor: mark, requestedBy: mark },
      progress: { phase: "reading", bytesDone: 1, bytesTotal: 1 },
      found: {
        source: { path: `${mark}.csv`, sizeBytes: 1, modifiedAt: null },
        read: { encoding: "utf-8", delimiter: ",", headerRow: 1, footerRows: 0 },
        ...{ header: ["Unit"], sample: [[mark]], columns: [columnOf([mark])], rows: 1 },
        ...{ isSampled: false, problem: null },
      },
      beatAt: new Date(),
    }),
  );
  return id;
}

/** The receipt of someone who was erased: the organization's, whatever becomes of the workspace. */
export async function mintReceipt(
  { db, orgId, workspaceId }: WorkspaceCtx,
  orgMark: string,
): Promise<string> {
  const id = randomUUID();
  const by = { erasedByLabel: orgMark, wasInFile: false, removed: {}, addressHash: "00", at: new Date() };
  const receipt = { id, orgId, workspaceId, workspaceName: orgMark, userId: 1, ...by };
  await db.run((tx) => tx.insert(erasures).values(receipt));
  return id;
}
