"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { type DataColumn, DataTable } from "@/components/patterns/data-table";
import { ClearFilters, FilterSelect, ListToolbar, SearchBox } from "@/components/patterns/list-toolbar";
import { SeverityBadge } from "@/components/patterns/severity-badge";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { issueTitle } from "@/components/runs/issue-help";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import type { IssueItem } from "@/lib/runs/views/types";

type Props = {
  issues: readonly IssueItem[];
  total: number;
  page: number;
  pageSize: number;
  codes: readonly string[];
  empty: ReactNode;
  showToolbar: boolean;
};

const SEVERITIES = [
  { value: "blocking", label: "Blocking" },
  { value: "error", label: "Errors" },
  { value: "warning", label: "Warnings" },
];

/** The issues, one per line, with the rows and cells of the spreadsheet. */
export function IssuesTable({ issues, total, page, pageSize, codes, empty, showToolbar }: Props) {
  return (
    <div className="grid gap-3">
      {showToolbar ? (
        <ListToolbar>
          <SearchBox label="Search issues" placeholder="ID, e-mail, value or text" />
          <FilterSelect param="severity" label="Severity" all="All severities" options={SEVERITIES} />
          <FilterSelect
            param="code"
            label="Type of issue"
            all="All types"
            options={codes.map((code) => ({ value: code, label: issueTitle(code) }))}
          />
          <ValueFilter />
          <ClearFilters params={["q", "severity", "code", "column", "value"]} />
        </ListToolbar>
      ) : null}
      <DataTable
        caption="Issues"
        columns={COLUMNS}
        rows={issues}
        rowId={(issue) => String(issue.id)}
        empty={empty}
        total={total}
        page={page}
        pageSize={pageSize}
      />
    </div>
  );
}

/** The value that filters the table; a click removes the filter. */
function ValueFilter() {
  const { get, set } = useUrlParams();
  const [column, value] = [get("column"), get("value")];
  if (column === null && value === null) return null;
  const words = [value === null ? null : `'${value}'`, column].filter((word) => word !== null).join(" in ");
  return (
    <Button variant="secondary" className="max-w-80" onClick={() => set({ column: null, value: null })}>
      <span className="truncate">{words}</span>
      <X aria-label="Show all values" />
    </Button>
  );
}

/** The row of the spreadsheet and the line of the file. They differ if cells have line breaks. */
function Place({ row, line, file }: Pick<IssueItem, "row" | "line" | "file">) {
  return (
    <span className="grid">
      {row === null ? null : formatNumber(row)}
      {line === null || line === row ? null : (
        <span className="whitespace-nowrap text-muted-foreground text-xs">line {formatNumber(line)}</span>
      )}
      {file === "managers" ? (
        <span className="whitespace-nowrap text-muted-foreground text-xs">managers file</span>
      ) : null}
    </span>
  );
}

const nothing = <span className="text-faint">—</span>;

const COLUMNS: readonly DataColumn<IssueItem>[] = [
  { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  {
    id: "row",
    header: "Row",
    align: "right",
    cell: ({ row, line, file }) =>
      row === null && file === "users" ? nothing : <Place row={row} line={line} file={file} />,
  },
  {
    id: "csvId",
    header: "ID",
    cell: ({ csvId }) =>
      csvId === null ? nothing : <span className="block min-w-16 break-all font-mono">{csvId}</span>,
  },
  {
    id: "email",
    header: "E-mail",
    cell: ({ email }) =>
      email === null ? nothing : <span className="block min-w-48 break-all">{email}</span>,
  },
  { id: "column", header: "Column", cell: ({ column }) => column ?? nothing },
  {
    id: "value",
    header: "Value",
    cell: ({ value }) =>
      value === null ? nothing : <span className="whitespace-pre-wrap break-all font-mono">{value}</span>,
  },
  { id: "message", header: "Message", cell: ({ message }) => message, hideLabelOnPhone: true },
];
