import { may, type Permission } from "@/lib/permissions";

/** The first page of a workspace, for someone with these permissions there, who can open it. */
export function workspaceStart(base: string, permissions: ReadonlySet<Permission>): string {
  return `${base}/${may({ permissions }, "user:view") ? "users" : "pages"}`;
}
