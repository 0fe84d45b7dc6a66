"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

/** Parameter -> new value; null removes it from the address. */
type UrlChanges = Readonly<Record<string, string | null>>;

/** Reads and changes the filters, sorting and page in the address. Changing a filter returns to the first page. */
export function useUrlParams() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();

  function hrefWith(changes: UrlChanges): string {
    const next = new URLSearchParams(search);
    if (!("page" in changes)) next.delete("page");
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    return query ? `${pathname}?${query}` : pathname;
  }

  function set(changes: UrlChanges): void {
    startTransition(() => router.replace(hrefWith(changes), { scroll: false }));
  }

  return { get: (name: string) => search.get(name), set, hrefWith, pending };
}
