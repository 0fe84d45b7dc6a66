"use client";

import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import type { BulkActions } from "@/components/users/types";
import type { BulkStanding } from "@/lib/users/bulk/standing";

/** Whose the ticked users are; null until the answer is there. */
export function useStanding(
  describe: BulkActions["describe"],
  userIds: readonly number[],
): BulkStanding | null {
  const { org, workspace } = useScope();
  const [standing, setStanding] = useState<BulkStanding | null>(null);
  useEffect(() => {
    let isOpen = true;
    void describe({ org, workspace }, { userIds: [...userIds] }).then((result) => {
      if (isOpen && result.ok) setStanding(result.data);
    });
    return () => {
      isOpen = false;
    };
  }, [describe, org, workspace, userIds]);
  return standing;
}
