"use client";

import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import type { BulkUsers } from "@/components/users/bulk/who";
import { describeUsersAction } from "@/lib/bulk-edits/actions";
import type { BulkStatus } from "@/lib/users/bulk/bulk-status";

/** How many of the users belong to which sync; null while loading. */
export function useBulkStatus({ who }: BulkUsers): BulkStatus | null {
  const { org, workspace } = useScope();
  const [status, setStatus] = useState<BulkStatus | null>(null);
  useEffect(() => {
    let isOpen = true;
    void describeUsersAction({ org, workspace }, { who }).then((result) => {
      if (isOpen && result.ok) setStatus(result.data);
    });
    return () => {
      isOpen = false;
    };
  }, [org, workspace, who]);
  return status;
}
