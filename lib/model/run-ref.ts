/** The ids that lead to one run. All that an event or a job ever carries. */
export type RunDoor = { orgId: string; workspaceId: string; syncId: string; runId: string };
