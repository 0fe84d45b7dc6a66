import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { KindBadge } from "@/components/lists/kind-badge";
import { Badge } from "@/components/ui/badge";
import type { ListItem } from "@/lib/lists/views";

type Props = {
  lists: readonly ListItem[];
  base: string;
  /** The number of users in a list; it may arrive after the page. */
  count: (list: ListItem) => ReactNode;
};

/** All lists: kind, rule, number of users, and the pages they open. */
export function ListsTable({ lists, base, count }: Props) {
  return (
    <ul className="divide-y overflow-hidden rounded-lg border bg-card" aria-label="User lists">
      {lists.map((list) => (
        <li
          key={list.id}
          className="relative grid gap-x-6 gap-y-1.5 px-4 py-3 hover:bg-subtle md:grid-cols-[minmax(0,1fr)_7rem_minmax(0,14rem)] md:items-center"
        >
          <div className="grid min-w-0 gap-0.5">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                href={`${base}/lists/${list.id}`}
                className="wrap-anywhere min-w-0 rounded-sm font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                {list.name}
              </Link>
              <KindBadge kind={list.kind} />
              {list.problems.length > 0 ? (
                <Badge variant="danger">
                  <TriangleAlert aria-hidden="true" />
                  Broken rule
                </Badge>
              ) : null}
            </div>
            <p className="wrap-anywhere line-clamp-2 text-muted-foreground text-sm">
              {list.description || list.words}
            </p>
          </div>
          <div className="text-sm md:text-right">{count(list)}</div>
          <p className="wrap-anywhere min-w-0 text-muted-foreground text-sm">
            {list.pages.length === 0
              ? "Opens no pages"
              : `Opens ${list.pages.map(({ title }) => title).join(", ")}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
