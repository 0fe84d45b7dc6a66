import Link from "next/link";
import { DayTime } from "@/components/patterns/day-time";
import { removedTotal } from "@/components/personal-data/receipt-labels";
import { formatNumber } from "@/lib/format/number";
import type { Receipt } from "@/lib/personal-data/read";

/** The receipts of erased persons, newest first. */
export function Receipts({ receipts, base }: { receipts: readonly Receipt[]; base: string }) {
  if (receipts.length === 0) {
    return (
      <p className="text-muted-foreground text-sm">
        Nobody has been erased. You can erase a person on their page in a workspace.
      </p>
    );
  }
  return (
    <ul className="-my-2.5 divide-y">
      {receipts.map(({ id, at, workspaceName, userId, erasedByLabel, removed }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2.5 text-sm">
          <span className="min-w-0">
            <Link href={`${base}/${id}`} className="font-medium underline-offset-4 hover:underline">
              User {userId} of {workspaceName}
            </Link>{" "}
            <span className="text-muted-foreground">
              erased by {erasedByLabel}, {formatNumber(removedTotal(removed))} entries
            </span>
          </span>
          <span className="text-muted-foreground text-xs">
            <DayTime at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
