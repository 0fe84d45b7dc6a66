"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format/number";

const LIST =
  "flex items-center gap-5 overflow-x-auto border-b [scrollbar-width:none] [&::-webkit-scrollbar]:hidden";
const TAB =
  "-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground focus-visible:outline-offset-[-2px]";

type TabLink = { href: string; label: string; count?: number };

/** Tabs with an address each: they can be linked to and survive a reload. */
export function TabLinks({
  items,
  label,
  className,
}: {
  items: readonly TabLink[];
  label: string;
  className?: string;
}) {
  const pathname = usePathname();
  const search = useSearchParams();
  const place = placeOf(items, pathname);
  const list = useRef<HTMLElement>(null);
  // On a phone the tabs scroll sideways, and the page's own may be out of sight.
  useEffect(() => {
    const tab = place && list.current?.querySelector<HTMLElement>("[aria-current]");
    if (tab && list.current) list.current.scrollLeft = tab.offsetLeft - list.current.offsetLeft;
  }, [place]);
  return (
    <nav ref={list} aria-label={label} className={cn(LIST, className)}>
      {items.map((item) => {
        const current = isCurrent(item.href, place, search);
        return (
          <Link
            key={item.href}
            href={item.href}
            scroll={false}
            aria-current={current ? "page" : undefined}
            className={cn(TAB, current && "border-primary text-foreground")}
          >
            {item.label}
            {item.count === undefined ? null : (
              <span className="rounded-full bg-muted px-1.5 font-normal text-muted-foreground text-xs">
                {formatNumber(item.count)}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

/** The address of the tab that the page belongs to: its own, or the nearest above it. */
function placeOf(items: readonly TabLink[], pathname: string): string {
  const paths = items.map(({ href }) => href.split("?")[0] ?? "");
  const above = paths.filter((path) => `${pathname}/`.startsWith(`${path}/`));
  return above.reduce((nearest, path) => (path.length > nearest.length ? path : nearest), "");
}

/** The active tab by `?tab=`, if the links use it; a link without it is the default tab. */
function isCurrent(href: string, place: string, search: { get(name: string): string | null }): boolean {
  const [path = "", query = ""] = href.split("?");
  if (path !== "" && path !== place) return false;
  return (new URLSearchParams(query).get("tab") ?? "") === (search.get("tab") ?? "");
}
