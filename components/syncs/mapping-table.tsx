import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ColumnTarget, Mapping } from "@/lib/model/mapping";
import type { MappedColumn } from "@/lib/syncs/describe-mapping";
import { describeSettings, mappedTarget } from "@/lib/syncs/describe-target";

type Props = {
  columns: readonly MappedColumn[];
  /** Shows how the cells of a column are read, if not in the default way. */
  mapping?: Mapping;
};

/** What each column of the file is mapped to. */
export function MappingTable({ columns, mapping }: Props) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead className="pl-4">Column in the file</TableHead>
          <TableHead>Maps to</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {columns.map((column) => (
          <TableRow key={column.header}>
            <TableCell className="break-words pl-4">{column.header}</TableCell>
            <TableCell>
              <span className="inline-flex flex-wrap items-center gap-2">
                <Fills column={column} />
                {column.inFile ? null : <Badge variant="held">Not in the last file</Badge>}
              </span>
              <Settings target={(mapping && mappedTarget(mapping.columns, column.header)) ?? null} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Settings({ target }: { target: ColumnTarget | null }) {
  const settings = describeSettings(target);
  if (settings.length === 0) return null;
  return <span className="block text-muted-foreground text-xs">{settings.join(" · ")}</span>;
}

function Fills({ column: { how, fills } }: { column: MappedColumn }) {
  if (how === "ignored") return <span className="text-muted-foreground">Ignored</span>;
  if (how === "unknown")
    return <span className="text-muted-foreground">Not mapped: no field has this name</span>;
  return (
    <>
      {fills}
      {how === "set" ? <Badge variant="outline">Mapped manually</Badge> : null}
    </>
  );
}
