"use client";

import { type ColumnDef, flexRender, getCoreRowModel, type Row, useReactTable } from "@tanstack/react-table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { DataTablePaging } from "@/components/patterns/data-table-paging";
import { SortHeader } from "@/components/patterns/sort-header";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/cn";

export type DataColumn<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** The page supports `?sort=<id>`. */
  sortable?: boolean;
  align?: "right";
  className?: string;
  headClassName?: string;
  /** On a phone a row is a card of label and value; this leaves the label out. */
  hideLabelOnPhone?: boolean;
  hideOnPhone?: boolean;
};

type Selection = {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** Rows that can't be selected have no checkbox; all can when it is absent. */
  can?: (id: string) => boolean;
  /** Aligns the checkbox with the first line of tall rows. */
  atTop?: boolean;
};

type Props<T> = {
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  /** What the table lists, for screen readers. */
  caption: string;
  /** Shown instead of the table when there are no rows. */
  empty: ReactNode;
  total?: number;
  page?: number;
  pageSize?: number;
  /** "name" or "-name": the order without `?sort=`. */
  defaultSort?: string;
  /** The first cell becomes a link, and the row can be clicked. */
  rowHref?: (row: T) => string;
  rowMenu?: (row: T) => ReactNode;
  /** The row's name, for its checkbox. */
  rowName?: (row: T) => string;
  selection?: Selection;
  /** Shown below the rows, such as paging by cursor. */
  footer?: ReactNode;
};

/** A table whose filters, sorting and paging are in the address and done by the server. */
export function DataTable<T>(props: Props<T>) {
  const { columns, rows, rowId, caption, empty, selection, rowMenu, defaultSort } = props;
  const defs = columns.map((column): ColumnDef<T> => ({ id: column.id, header: column.header }));
  const table = useReactTable<T>({
    data: [...rows],
    columns: defs,
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowId,
    manualSorting: true,
    manualPagination: true,
  });
  if (rows.length === 0)
    return (
      <div data-slot="data-table" className="rounded-lg border bg-card">
        {empty}
      </div>
    );

  return (
    <div data-slot="data-table" className="overflow-hidden rounded-lg border bg-card">
      <div className="overflow-x-auto">
        {/* Explicit roles: on a phone rows are shown as cards, and `display: block` drops the implicit roles. */}
        {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
        <table role="table" className="w-full text-sm max-md:block">
          <caption className="sr-only">{caption}</caption>
          <thead role="rowgroup" className="bg-subtle max-md:sr-only">
            <tr role="row" className="border-b">
              {selection ? (
                <th role="columnheader" scope="col" className="w-9 pl-3 text-left align-middle">
                  <SelectAll rows={rows} rowId={rowId} selection={selection} />
                </th>
              ) : null}
              {table.getFlatHeaders().map((header, index) => {
                const column = columns[index];
                if (!column) return null;
                return (
                  <SortHeader
                    key={header.id}
                    id={column.id}
                    sortable={column.sortable}
                    align={column.align}
                    className={column.headClassName}
                    defaultSort={defaultSort}
                  >
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </SortHeader>
                );
              })}
              {rowMenu ? (
                <th role="columnheader" scope="col" className="w-10">
                  <span className="sr-only">Actions</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody role="rowgroup" className="max-md:block">
            {table.getRowModel().rows.map((row) => (
              <DataRow key={row.id} row={row} {...props} />
            ))}
          </tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
      </div>
      <DataTablePaging total={props.total} page={props.page} pageSize={props.pageSize} shown={rows.length} />
      {props.footer}
    </div>
  );
}

function DataRow<T>({ row, columns, rowHref, rowMenu, rowName, selection }: Props<T> & { row: Row<T> }) {
  const router = useRouter();
  const item = row.original;
  const href = rowHref?.(item);
  const selected = selection?.selected.has(row.id) ?? false;

  function open(event: MouseEvent<HTMLTableRowElement>) {
    if (!href || !isPlainRowClick(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    // The first cell has a real link for the keyboard; the click on the row is for the mouse.
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: as a card on a phone it would lose its role
      role="row"
      onClick={open}
      data-state={selected ? "selected" : undefined}
      className={cn(
        "border-b transition-colors last:border-0 hover:bg-subtle data-[state=selected]:bg-primary-soft max-md:relative max-md:grid max-md:gap-1 max-md:px-4 max-md:py-3",
        href && "cursor-pointer",
        selection && "max-md:pl-11",
      )}
    >
      {selection ? (
        <td
          className={cn(
            "w-9 pl-3 align-middle max-md:absolute max-md:top-3.5 max-md:left-0 max-md:w-auto max-md:pl-4",
            selection.atTop && "md:pt-3 md:align-top",
          )}
        >
          {selection.can?.(row.id) === false ? null : (
            <Checkbox
              aria-label={`Select ${rowName?.(item) ?? "row"}`}
              checked={selected}
              onCheckedChange={(checked) =>
                selection.onChange(toggled(selection.selected, row.id, checked === true))
              }
            />
          )}
        </td>
      ) : null}
      {columns.map((column, index) => {
        const content = column.cell(item);
        return (
          <td
            // biome-ignore lint/a11y/noRedundantRoles: as a card on a phone it would lose its role
            role="cell"
            key={column.id}
            data-label={index === 0 || column.hideLabelOnPhone ? undefined : column.header}
            className={cn(
              "h-11 min-w-0 px-3 py-1.5 align-middle first:pl-4 max-md:h-auto max-md:p-0 max-md:first:pl-0",
              "max-md:data-label:flex max-md:data-label:items-baseline max-md:data-label:justify-between max-md:data-label:gap-4 max-md:data-label:text-right",
              "max-md:data-label:before:shrink-0 max-md:data-label:before:text-muted-foreground max-md:data-label:before:content-[attr(data-label)]",
              column.align === "right" && "md:text-right",
              column.hideOnPhone && "max-md:hidden",
              index === 0 && rowMenu && "max-md:pr-10",
              column.className,
            )}
          >
            {index === 0 && href ? (
              <Link
                href={href}
                dir="auto"
                className="rounded-sm font-medium underline-offset-4 hover:underline"
              >
                {content}
              </Link>
            ) : (
              // One box, so that on a phone the label is on the left and everything else on the right.
              <div className="min-w-0">{content}</div>
            )}
          </td>
        );
      })}
      {rowMenu ? (
        <td className="w-10 pr-2 text-right align-middle max-md:absolute max-md:top-1.5 max-md:right-2 max-md:w-auto max-md:pr-0">
          {rowMenu(item)}
        </td>
      ) : null}
    </tr>
  );
}

type SelectAllProps<T> = Pick<Props<T>, "rows" | "rowId"> & { selection: Selection };

function SelectAll<T>({ rows, rowId, selection }: SelectAllProps<T>) {
  const ids = rows.map(rowId).filter((id) => selection.can?.(id) !== false);
  const count = ids.filter((id) => selection.selected.has(id)).length;
  const state = count === 0 ? false : count === ids.length ? true : "indeterminate";
  if (ids.length === 0) return null;
  return (
    <Checkbox
      aria-label="Select all on this page"
      checked={state}
      onCheckedChange={() => {
        const next = new Set(selection.selected);
        for (const id of ids) {
          if (state === true) next.delete(id);
          else next.add(id);
        }
        selection.onChange(next);
      }}
    />
  );
}

function toggled(selected: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

/** Not on a link or button, not in a dialog opened from the row, and not at the end of a text selection. */
function isPlainRowClick(event: MouseEvent<HTMLTableRowElement>): boolean {
  if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return false;
  if (event.target.closest("a, button, input, label, [role=menuitem], [role=checkbox]")) return false;
  return window.getSelection()?.type !== "Range";
}
