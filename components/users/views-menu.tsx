"use client";

import { Bookmark, Check, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { VIEW_PARAMS, type ViewPlace } from "@/lib/model/saved-view";
import { deleteSharedViewAction, deleteViewAction } from "@/lib/saved-views/actions";

const SaveViewDialog = deferDialog(
  async () => (await import("@/components/users/save-view-dialog")).SaveViewDialog,
);

const RenameViewDialog = deferDialog(
  async () => (await import("@/components/users/rename-view-dialog")).RenameViewDialog,
);

export type ViewChoice = { id: number; name: string; isShared: boolean; place: ViewPlace };

type Props = {
  views: readonly ViewChoice[];
  /** The columns that are shown, as an address has them: a view keeps them. */
  columns: string;
  /** The address of the table. */
  path: string;
  canShare: boolean;
};

/** The saved views of the table: to open one, and to save, rename or delete one. */
export function ViewsMenu({ views, columns, path, canShare }: Props) {
  const search = useSearchParams();
  const scope = useScope();
  const [saving, setSaving] = useState(false);
  const [renaming, setRenaming] = useState<ViewChoice | null>(null);
  const deleteOwn = useAction(deleteViewAction, { success: "View deleted" });
  const deleteShared = useAction(deleteSharedViewAction, { success: "View deleted" });
  const here: ViewPlace = {
    ...Object.fromEntries(
      VIEW_PARAMS.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])),
    ),
    columns,
  };
  const current = views.find(({ place }) =>
    VIEW_PARAMS.every((name) => (place[name] ?? "") === (here[name] ?? "")),
  );
  const groups = [
    { label: "Shared views", items: views.filter(({ isShared }) => isShared) },
    { label: "Your views", items: views.filter(({ isShared }) => !isShared) },
  ].filter(({ items }) => items.length > 0);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline" className="max-w-56">
            <Bookmark aria-hidden="true" />
            <span className="truncate">
              {current ? (
                <>
                  View: <bdi>{current.name}</bdi>
                </>
              ) : (
                "Views"
              )}
            </span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-w-72">
          {groups.map(({ label, items }) => (
            <div key={label}>
              <DropdownMenuLabel>{label}</DropdownMenuLabel>
              {items.map((view) => (
                <DropdownMenuItem key={view.id} asChild>
                  <Link href={hrefOf(path, view.place)}>
                    {view === current ? <Check aria-hidden="true" /> : <Bookmark aria-hidden="true" />}
                    <span className="truncate" dir="auto">
                      {view.name}
                    </span>
                  </Link>
                </DropdownMenuItem>
              ))}
              <DropdownMenuSeparator />
            </div>
          ))}
          <DropdownMenuItem onSelect={() => setSaving(true)}>Save this view</DropdownMenuItem>
          {current && (canShare || !current.isShared) ? (
            <>
              <DropdownMenuItem onSelect={() => setRenaming(current)}>
                <Pencil aria-hidden="true" />
                <span className="truncate">
                  Rename view <bdi>{current.name}</bdi>
                </span>
              </DropdownMenuItem>
              <DropdownMenuItem
                variant="destructive"
                onSelect={() =>
                  void (current.isShared ? deleteShared : deleteOwn).run(scope, { id: current.id })
                }
              >
                <Trash2 aria-hidden="true" />
                <span className="truncate">
                  Delete view <bdi>{current.name}</bdi>
                </span>
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {saving ? <SaveViewDialog place={here} canShare={canShare} onClose={() => setSaving(false)} /> : null}
      {renaming ? <RenameViewDialog view={renaming} onClose={() => setRenaming(null)} /> : null}
    </>
  );
}

function hrefOf(path: string, place: ViewPlace): string {
  const params = new URLSearchParams();
  for (const name of VIEW_PARAMS) {
    const value = place[name];
    if (value !== undefined && (value !== "" || name === "columns")) params.set(name, value);
  }
  return `${path}?${params}`;
}
