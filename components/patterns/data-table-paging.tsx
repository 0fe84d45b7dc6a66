"use client";

import { useUrlParams } from "@/components/patterns/use-url-params";
import { Pagination, PaginationStep } from "@/components/ui/pagination";
import { formatNumber } from "@/lib/format/number";

type Props = {
  /** The number of rows on all pages; no paging without it. */
  total?: number;
  /** From 1. */
  page?: number;
  pageSize?: number;
  shown: number;
};

/** "51–100 of 1,204" with links to the previous and next page. */
export function DataTablePaging({ total, page = 1, pageSize = 50, shown }: Props) {
  const { hrefWith } = useUrlParams();
  if (total === undefined || (page === 1 && total <= shown)) return null;
  const first = (page - 1) * pageSize + 1;
  const last = first + shown - 1;
  const pageHref = (to: number) => hrefWith({ page: to === 1 ? null : String(to) });
  return (
    <div className="flex items-center justify-between gap-4 border-t px-4 py-2 text-muted-foreground text-xs">
      <span>
        {formatNumber(first)}–{formatNumber(last)} of {formatNumber(total)}
      </span>
      <Pagination>
        <PaginationStep direction="previous" href={page > 1 ? pageHref(page - 1) : null} />
        <PaginationStep direction="next" href={last < total ? pageHref(page + 1) : null} />
      </Pagination>
    </div>
  );
}
