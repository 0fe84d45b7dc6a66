import type { ReactNode } from "react";
import { Page } from "@/components/patterns/page";
import { Skeleton } from "@/components/ui/skeleton";

const ROW_WIDTHS = ["w-40", "w-52", "w-36", "w-48", "w-44", "w-56", "w-40", "w-32"] as const;
const FIELDS = ["host", "port", "user", "secret"] as const;
const TILES = ["a", "b", "c", "d", "e", "f"] as const;

/** A list while it loads. */
export function TablePageSkeleton() {
  return (
    <Loading>
      <Page>
        <HeaderSkeleton />
        <div className="overflow-hidden rounded-lg border">
          <div className="flex h-8 items-center gap-8 border-b bg-subtle px-4">
            <Skeleton className="h-3 w-16" />
            <Skeleton className="ml-auto h-3 w-24 max-sm:hidden" />
            <Skeleton className="h-3 w-16 max-sm:hidden" />
          </div>
          {ROW_WIDTHS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
            <div key={index} className="flex h-11 items-center gap-8 border-b px-4 last:border-0">
              <Skeleton className={`h-3.5 ${width}`} />
              <Skeleton className="ml-auto h-3.5 w-28 max-sm:hidden" />
              <Skeleton className="h-3.5 w-16 max-sm:hidden" />
            </div>
          ))}
        </div>
      </Page>
    </Loading>
  );
}

/** A run, user or sync while it loads. */
export function DetailPageSkeleton() {
  return (
    <Loading>
      <Page>
        <HeaderSkeleton />
        <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-3 lg:grid-cols-6">
          {TILES.map((key) => (
            <div key={key} className="grid gap-2 bg-card px-3.5 py-3">
              <Skeleton className="h-3 w-14" />
              <Skeleton className="h-5 w-10" />
            </div>
          ))}
        </div>
        <Skeleton className="h-72 w-full rounded-lg" />
      </Page>
    </Loading>
  );
}

/** A form while it loads. */
export function FormPageSkeleton() {
  return (
    <Loading>
      <Page width="narrow">
        <HeaderSkeleton />
        <div className="grid gap-5 rounded-lg border p-4">
          {FIELDS.map((key) => (
            <div key={key} className="grid gap-2">
              <Skeleton className="h-3 w-20" />
              <Skeleton className="h-8 w-full" />
            </div>
          ))}
          <Skeleton className="h-8 w-28" />
        </div>
      </Page>
    </Loading>
  );
}

function HeaderSkeleton() {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid gap-2.5">
        <Skeleton className="h-6 w-44" />
        <Skeleton className="h-3.5 w-72 max-w-[70vw]" />
      </div>
      <Skeleton className="h-8 w-28 max-sm:hidden" />
    </div>
  );
}

function Loading({ children }: { children: ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading</span>
      {children}
    </div>
  );
}
