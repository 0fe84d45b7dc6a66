"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { parseSort } from "@/components/patterns/list-params";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { cn } from "@/lib/cn";

type Props = {
  id: string;
  sortable?: boolean;
  align?: "right";
  defaultSort?: string;
  className?: string;
  children: ReactNode;
};

/** A column header; in a sortable column it is a link that reverses the order. */
export function SortHeader({ id, sortable = false, align, defaultSort = "", className, children }: Props) {
  const { get, hrefWith } = useUrlParams();
  const sort = parseSort(get("sort") ?? defaultSort);
  const active = sort.by === id;
  const Icon = active ? (sort.descending ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: on a phone, cards would drop the implicit roles of the table
      role="columnheader"
      scope="col"
      aria-sort={sortable && active ? (sort.descending ? "descending" : "ascending") : undefined}
      className={cn(
        "h-8 whitespace-nowrap px-3 text-left font-medium text-muted-foreground text-xs first:pl-4",
        align === "right" && "text-right",
        className,
      )}
    >
      {sortable ? (
        <Link
          href={hrefWith({ sort: active && !sort.descending ? `-${id}` : id })}
          scroll={false}
          className={cn(
            "group -mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-foreground",
            active && "text-foreground",
          )}
        >
          {children}
          <Icon
            className={cn("size-3", !active && "text-faint opacity-60 group-hover:opacity-100")}
            aria-hidden="true"
          />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}
