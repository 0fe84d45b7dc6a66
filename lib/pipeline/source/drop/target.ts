import type { Ctx } from "@/lib/context";

/** A drop of the organization that `ctx` is of; `id` is null before it was saved. */
export type DropTarget = { kind: "drop"; hostKey: null; ctx: Ctx; id: string | null };
