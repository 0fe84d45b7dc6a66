import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

type Props = {
  headers: readonly string[];
  rows: readonly (readonly string[])[];
  /** The row of the header; 1 unless there are titles above it. */
  headerRow?: number | undefined;
};

/** The first rows of a file, unchanged. Scrolls horizontally. */
export function SampleTable({ headers, rows, headerRow = 1 }: Props) {
  if (rows.length === 0) {
    return <p className="px-4 py-3 text-muted-foreground">There are no rows below the header.</p>;
  }
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead className="w-10 text-right">Row</TableHead>
          {headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file that is only shown
            <TableHead key={index}>{header}</TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file that is only shown
          <TableRow key={row}>
            <TableCell className="text-right align-top text-muted-foreground">
              {headerRow + row + 1}
            </TableCell>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a file that is only shown
              <TableCell key={index} className="max-w-72 whitespace-pre-wrap break-words align-top">
                {cell === "" ? <span className="text-faint">empty</span> : cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
