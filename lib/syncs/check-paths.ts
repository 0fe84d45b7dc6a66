import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { pathFaultOf, type StoredSource } from "@/lib/pipeline/source/registry";

type Paths = { path: string; managersPath: string | null };

/** Refuses paths that a source of this kind can't have, beside their fields. Throws `invalid_input`. */
export function checkPaths(source: StoredSource, paths: Paths): void {
  const fieldErrors: Record<string, string> = {};
  for (const [field, path] of Object.entries(paths)) {
    const fault = path === null ? null : pathFaultOf(source, path);
    if (fault !== null) fieldErrors[field] = fault;
  }
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", "Some of the values are not valid.", { fieldErrors });
}

/**
 * Throws `forbidden` for those who may not see Remote Sources: the files of other workspaces are there as well, so the
 * admin of one workspace does not choose which file it reads.
 */
export function requireMayChooseFile(ctx: WorkspaceCtx): void {
  if (may(ctx, "remote_source:view")) return;
  throw new AppError("forbidden", "Your role does not allow choosing another file of the Remote Source.", {
    remedy: "Ask an admin of the organization.",
  });
}
