import { z } from "zod";

/** The ids that lead to one run. All that an event or a job ever carries. */
export const runRef = z.object({
  orgId: z.string().min(1),
  workspaceId: z.string().min(1),
  syncId: z.string().min(1),
  runId: z.string().min(1),
});

export type RunRef = z.output<typeof runRef>;

export type SyncRef = Omit<RunRef, "runId">;

/** A look at the server of a sync. `until`: when it is given up (ISO instant), which names this look among others. */
export const lookRef = runRef.omit({ runId: true }).extend({ until: z.iso.datetime() });

export type LookRef = z.output<typeof lookRef>;

/** A webhook that has something to get. */
export const endpointRef = z.object({ orgId: z.string().min(1), endpointId: z.string().min(1) });

export type EndpointRef = z.output<typeof endpointRef>;

/** The right of one process to work on a run. Every write names the fence: a process that was overtaken writes nothing. */
export type RunLease = { runId: string; fence: number };

/** A message about a sync that its followers are to get. Ids only. */
export const noticeRef = runRef
  .pick({ orgId: true, workspaceId: true })
  .extend({ noticeId: z.string().min(1) });

export type NoticeRef = z.output<typeof noticeRef>;

/** A message to one member or one channel. */
export const deliveryRef = runRef.pick({ orgId: true }).extend({ deliveryId: z.string().min(1) });

export type DeliveryRef = z.output<typeof deliveryRef>;

/** The file of a sync that is to be read for proposals. */
export const fileLookRef = runRef
  .pick({ orgId: true, workspaceId: true })
  .extend({ lookId: z.string().min(1) });

export type FileLookRef = z.output<typeof fileLookRef>;

/** A bulk edit of users that is to be worked on. */
export const bulkEditRef = runRef
  .pick({ orgId: true, workspaceId: true })
  .extend({ bulkEditId: z.string().min(1) });

export type BulkEditRef = z.output<typeof bulkEditRef>;
