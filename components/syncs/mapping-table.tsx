import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { MappedColumn } from "@/lib/syncs/describe-mapping";

/** What each column of the file fills. */
export function MappingTable({ columns }: { columns: readonly MappedColumn[] }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead className="pl-4">Column in the file</TableHead>
          <TableHead>Fills</TableHead>
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
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Fills({ column: { how, fills } }: { column: MappedColumn }) {
  if (how === "ignored") return <span className="text-muted-foreground">Ignored</span>;
  if (how === "unknown")
    return <span className="text-muted-foreground">Nothing: no field has this name</span>;
  return (
    <>
      {fills}
      {how === "set" ? <Badge variant="outline">Mapped by hand</Badge> : null}
    </>
  );
}
