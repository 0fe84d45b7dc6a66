import type { Permission } from "@/lib/permissions";

/** What a token can be allowed to do, in the order of the form: a part of what people may do. */
export const TOKEN_PERMISSIONS = [
  { permission: "organization:view", group: "Organization", label: "Read the organization" },
  { permission: "workspace:view", group: "Organization", label: "Read workspaces" },
  { permission: "remote_source:view", group: "Remote Sources", label: "Read Remote Sources" },
  { permission: "remote_source:check", group: "Remote Sources", label: "Check connections" },
  { permission: "sync:view", group: "Syncs and runs", label: "Read syncs" },
  { permission: "sync:update", group: "Syncs and runs", label: "Pause and resume syncs" },
  { permission: "run:view", group: "Syncs and runs", label: "Read runs, their changes and issues" },
  { permission: "run:start", group: "Syncs and runs", label: "Upload files and start runs" },
  { permission: "run:decide", group: "Syncs and runs", label: "Approve and discard plans" },
  { permission: "run:cancel", group: "Syncs and runs", label: "Cancel runs" },
  { permission: "run:undo", group: "Syncs and runs", label: "Undo runs" },
  { permission: "user:view", group: "People", label: "Read users" },
  { permission: "list:view", group: "People", label: "Read user lists and who is in them" },
  { permission: "event:view", group: "Events", label: "Read events" },
] as const satisfies readonly { permission: Permission; group: string; label: string }[];

export type TokenPermission = (typeof TOKEN_PERMISSIONS)[number]["permission"];

/** "Read users, Undo runs" for the permissions of a token; undefined for anything else. */
export function permissionsInWords(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (TOKEN_PERMISSIONS.every(({ permission }) => value.includes(permission))) return "All permissions";
  const labels = TOKEN_PERMISSIONS.filter(({ permission }) => value.includes(permission));
  return labels.length === value.length ? labels.map(({ label }) => label).join(", ") : undefined;
}
