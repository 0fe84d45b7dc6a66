import { Panel } from "@/components/patterns/panel";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { RunMonth } from "@/lib/runs/views/types";

const MONTH = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
const COLUMNS = ["runs", "failed", "created", "updated", "removed"] as const;

/** Monthly totals of runs that are no longer listed. */
export function RunMonths({ months }: { months: readonly RunMonth[] }) {
  if (months.length === 0) return null;
  return (
    <Panel
      title="Older runs, by month"
      description="Runs are listed for 400 days. After that, only these totals remain."
    >
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Month</TableHead>
            {COLUMNS.map((column) => (
              <TableHead key={column} className="text-right capitalize">
                {column}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {months.map((month) => (
            <TableRow key={month.month}>
              <TableCell>{MONTH.format(new Date(month.month))}</TableCell>
              {COLUMNS.map((column) => (
                <TableCell key={column} className="text-right tabular-nums">
                  {formatNumber(month[column])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
