"use server";

import { refresh } from "next/cache";
import { workspaceAction } from "@/lib/action";
import { mapUploadColumn } from "@/lib/uploads/map-column";
import { mappedColumn, startedUpload } from "@/lib/uploads/schema";
import { startUpload } from "@/lib/uploads/start";

export const startUploadAction = workspaceAction(
  { can: "run:start", input: startedUpload },
  async (ctx, input) => startUpload(ctx, input),
);

export const mapUploadColumnAction = workspaceAction(
  { can: "sync:update", input: mappedColumn },
  async (ctx, input) => {
    await mapUploadColumn(ctx, input);
    refresh();
  },
);
