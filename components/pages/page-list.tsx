"use client";

import { ExternalLink, Globe, ListFilter, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { DeletePage } from "@/components/pages/delete-page";
import { MoveItems } from "@/components/patterns/move-items";
import { RowMenu } from "@/components/patterns/row-menu";
import { useAction } from "@/components/patterns/use-action";
import { useReorder } from "@/components/patterns/use-reorder";
import { useScope } from "@/components/patterns/use-scope";
import { Badge } from "@/components/ui/badge";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { reorderPagesAction } from "@/lib/pages/actions";
import type { PageItem } from "@/lib/pages/views";

type Props = {
  pages: readonly Omit<PageItem, "updatedAt">[];
  /** Page id -> how many users can see it; it may arrive after the page. */
  people: Readonly<Record<number, ReactNode>>;
  base: string;
  portal: string;
  canEdit: boolean;
  canDelete: boolean;
};

/** The pages in the order of the portal. A move shows immediately and is reverted if it can't be saved. */
export function PageList({ pages, people, base, portal, canEdit, canDelete }: Props) {
  const [deleting, setDeleting] = useState<{ id: number; title: string } | null>(null);
  const scope = useScope();
  const save = useAction(reorderPagesAction);
  const { shown, move } = useReorder(pages, (ids) => save.run(scope, { ids }));

  return (
    <>
      <ol aria-label="Pages" className="divide-y overflow-hidden rounded-lg border bg-card">
        {shown.map((page, index) => (
          <li key={page.id} className="flex items-center gap-3 px-4 py-2.5">
            <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1 sm:grid-cols-[minmax(10rem,1fr)_minmax(10rem,1fr)_7rem] sm:items-center">
              <div className="min-w-0">
                {canEdit ? (
                  <Link
                    href={`${base}/${page.id}`}
                    className="block truncate font-medium underline-offset-4 hover:underline"
                  >
                    {page.title}
                  </Link>
                ) : (
                  <span className="block truncate font-medium">{page.title}</span>
                )}
                <span className="block truncate font-mono text-muted-foreground text-xs">/{page.slug}</span>
              </div>
              <AudienceCell page={page} />
              <span className="text-muted-foreground text-sm tabular-nums">{people[page.id]}</span>
            </div>
            <RowMenu name={page.title}>
              <DropdownMenuItem asChild>
                <a href={`${portal}/${page.slug}`} target="_blank" rel="noopener">
                  <ExternalLink aria-hidden="true" />
                  Open in the portal
                </a>
              </DropdownMenuItem>
              {canEdit ? (
                <>
                  <DropdownMenuItem asChild>
                    <Link href={`${base}/${page.id}`}>
                      <Pencil aria-hidden="true" />
                      Edit
                    </Link>
                  </DropdownMenuItem>
                  <MoveItems index={index} count={shown.length} move={move} />
                </>
              ) : null}
              {canDelete ? (
                <>
                  <DropdownMenuSeparator />
                  <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(page)}>
                    <Trash2 aria-hidden="true" />
                    Delete
                  </DropdownMenuItem>
                </>
              ) : null}
            </RowMenu>
          </li>
        ))}
      </ol>
      {deleting ? <DeletePage page={deleting} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

const LISTS_SHOWN = 4;

function AudienceCell({ page: { audience, lists } }: { page: Pick<PageItem, "audience" | "lists"> }) {
  if (audience === "everyone") {
    return (
      <span className="flex items-center gap-1.5 text-sm">
        <Globe className="size-4 text-muted-foreground" aria-hidden="true" />
        Everyone
      </span>
    );
  }
  if (lists.length === 0) return <span className="text-held text-sm">Nobody: no list selected</span>;
  const more = lists.length - LISTS_SHOWN;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      <ListFilter className="size-4 text-muted-foreground" aria-label="User lists:" />
      {lists.slice(0, LISTS_SHOWN).map((list) => (
        <Badge key={list.id} variant="outline" className="max-w-44">
          <span className="truncate">{list.name}</span>
        </Badge>
      ))}
      {more > 0 ? <span className="text-muted-foreground text-xs">and {more} more</span> : null}
    </span>
  );
}
