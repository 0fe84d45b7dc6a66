"use client";

import { Suspense, use } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { userCountLabel } from "@/components/users/bulk/who";
import type { UserCount } from "@/lib/users/views";

/** Null when counting took too long. */
type Total = Promise<UserCount | null>;

/** How many users a table has on all its pages, as soon as they are counted: the table does not wait for it. */
export function UserTotal({ total }: { total: Total }) {
  return (
    <Suspense fallback={<Skeleton className="inline-block h-3.5 w-16" />}>
      <Counted total={total} />
    </Suspense>
  );
}

function Counted({ total }: { total: Total }) {
  const count = use(total);
  return count ? userCountLabel(count) : "Too many to count in time";
}
