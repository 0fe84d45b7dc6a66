"use client";

import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { describeUsersAction } from "@/lib/users/actions";
import type { BulkStatus } from "@/lib/users/bulk/bulk-status";

/** How many of the selected users belong to which sync; null while loading. */
export function useBulkStatus(userIds: readonly number[]): BulkStatus | null {
  const { org, workspace } = useScope();
  const [status, setStatus] = useState<BulkStatus | null>(null);
  useEffect(() => {
    let isOpen = true;
    void describeUsersAction({ org, workspace }, { userIds: [...userIds] }).then((result) => {
      if (isOpen && result.ok) setStatus(result.data);
    });
    return () => {
      isOpen = false;
    };
  }, [org, workspace, userIds]);
  return status;
}
