import type { ActionResult, OrgScope } from "@/lib/action";
import type { FolderListing } from "@/lib/pipeline/source/types";
import type { RemoteSourceFields } from "@/lib/remote-sources/schema";
import type { RemoteSource } from "@/lib/remote-sources/views";

/** The properties of a source that a check shows. */
export type CheckedSource = Pick<RemoteSource, "id" | "name" | "host" | "port" | "username" | "hostKey">;

/** The server actions that these components are given: components import nothing of `app`. */
export type ApproveHostKey = (
  scope: OrgScope,
  input: { id: string; fingerprint: string },
) => Promise<ActionResult<void>>;
export type DeleteRemoteSource = (scope: OrgScope, input: { id: string }) => Promise<ActionResult<void>>;
export type CreateRemoteSource = (
  scope: OrgScope,
  input: RemoteSourceFields,
) => Promise<ActionResult<{ id: string }>>;
export type UpdateRemoteSource = (
  scope: OrgScope,
  input: RemoteSourceFields & { id: string },
) => Promise<ActionResult<{ id: string }>>;
export type BrowseRemoteSource = (
  scope: OrgScope,
  input: { id: string; folder: string },
) => Promise<ActionResult<FolderListing>>;
