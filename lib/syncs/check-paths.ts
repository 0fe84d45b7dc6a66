import { AppError } from "@/lib/errors";
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
