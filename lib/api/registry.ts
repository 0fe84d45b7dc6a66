import { decisionOperations } from "@/lib/api/operations/decisions";
import { eventOperations } from "@/lib/api/operations/events";
import { fileOperations } from "@/lib/api/operations/files";
import { organizationOperations } from "@/lib/api/operations/organization";
import { remoteSourceOperations } from "@/lib/api/operations/remote-sources";
import { runOperations } from "@/lib/api/operations/runs";
import { syncOperations } from "@/lib/api/operations/syncs";
import { listOperations, userOperations } from "@/lib/api/operations/users";
import type { ApiOperation } from "@/lib/api/route";

/** Every operation of the API, in the order of its documentation. */
export const API_OPERATIONS: readonly ApiOperation[] = [
  ...organizationOperations,
  ...remoteSourceOperations,
  ...syncOperations,
  ...fileOperations,
  ...runOperations,
  ...decisionOperations,
  ...userOperations,
  ...listOperations,
  ...eventOperations,
];
