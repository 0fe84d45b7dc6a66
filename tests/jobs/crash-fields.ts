import type { WorkspaceCtx } from "@/lib/context";
import { mintField } from "../support/tenant";
import { DEPARTMENTS, type Fields } from "./crash-files";

/** The profile fields of a workspace that takes the lists of `crash-files.ts`. */
export async function mintFields(ctx: WorkspaceCtx): Promise<Fields> {
  const department = await mintField(ctx, {
    label: "Department",
    type: "single_choice",
    options: DEPARTMENTS,
  });
  const note = await mintField(ctx, { label: "Note", type: "text" });
  const level = await mintField(ctx, { label: "Level", type: "number" });
  return { department, note: note.id, level: level.id };
}
