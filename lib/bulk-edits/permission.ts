import type { BulkTask } from "@/lib/model/bulk-edit";
import type { Permission } from "@/lib/permissions";

/** What a member must be allowed to, while a job goes on in their name as well. */
export const PERMISSION_OF = {
  set_field: "user:update",
  remove: "user:remove",
  list: "list:update",
  team: "team:update",
} as const satisfies Record<BulkTask["kind"], Permission>;
