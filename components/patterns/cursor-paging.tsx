"use client";

import type { ReactNode } from "react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Pagination, PaginationStep } from "@/components/ui/pagination";

type Props = {
  /** The total on all pages: "1,204 users". May come later than the page. */
  total: ReactNode;
  /** Cursors of the neighboring pages; null where there is none. */
  next: string | null;
  previous: string | null;
};

/** The footer of a list that is paged by cursor, so that the last page of a million loads as fast as the first. */
export function CursorPaging({ total, next, previous }: Props) {
  const { hrefWith } = useUrlParams();
  return (
    <div className="flex items-center justify-between gap-4 border-t px-4 py-2 text-muted-foreground text-xs">
      <span>{total}</span>
      {next || previous ? (
        <Pagination>
          <PaginationStep direction="previous" href={previous && hrefWith({ page: previous })} />
          <PaginationStep direction="next" href={next && hrefWith({ page: next })} />
        </Pagination>
      ) : null}
    </div>
  );
}
