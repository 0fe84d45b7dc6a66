import type { WorkspaceCtx } from "@/lib/context";
import type { SyncSetupItem } from "@/lib/syncs/setup/read";
import type { SyncDetail } from "@/lib/syncs/views";

/** What each step of a set-up is given. */
export type StepProps = {
  ctx: WorkspaceCtx;
  org: string;
  /** The address of the workspace. */
  base: string;
  /** The address of the set-up. */
  href: string;
  sync: SyncDetail;
  setup: SyncSetupItem;
};
