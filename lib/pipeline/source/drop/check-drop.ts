import { findDropState } from "@/lib/drops/read";
import { stopped } from "@/lib/egress/with-timeout";
import { AppError } from "@/lib/errors";
import { findInDrop } from "@/lib/pipeline/source/drop/find-in-drop";
import { DROP_STAGES } from "@/lib/pipeline/source/drop/stages";
import type { DropTarget } from "@/lib/pipeline/source/drop/target";
import { emptyFile } from "@/lib/pipeline/source/file-errors";
import { recordStages, type StageRecord } from "@/lib/pipeline/source/stages";
import type { Checked, CheckOptions } from "@/lib/pipeline/source/types";
import { spool } from "@/lib/spool/spool";

/** `checkSource` for a drop. There is nothing to connect to: whether someone can send files, and has. */
export async function checkDrop(
  target: DropTarget & { path?: string },
  { signal, onStage }: CheckOptions,
): Promise<Checked> {
  const stages = recordStages(DROP_STAGES, onStage);
  try {
    await lookAt(target, stages);
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    stages.fail(error);
  }
  return { result: stages.result(), hostKey: null };
}

async function lookAt(
  { path, ...target }: DropTarget & { path?: string },
  stages: StageRecord,
): Promise<void> {
  const { id, ctx } = target;
  const state = id === null ? null : await findDropState(ctx, id);
  if (!state || state.credentials === 0) {
    throw new AppError("source_credentials", "Nobody can sign in to this drop yet.", {
      remedy: "Add a public key, or make a password or token, on the page of the drop.",
    });
  }
  stages.pass();
  if (state.received === 0) {
    throw new AppError("source_path", "No file has arrived in this drop yet.", {
      remedy: "Send one as the page of the drop shows, then check again.",
    });
  }
  stages.pass();
  if (path === undefined) return;
  const item = await findInDrop(target, path);
  stages.pass(`${item.sizeBytes.toLocaleString("en")} bytes`);
  if (item.sizeBytes === 0) throw emptyFile(path);
  for await (const _head of spool().read(item.spoolKey, { start: 0, end: 4096 })) break;
  stages.pass();
}
