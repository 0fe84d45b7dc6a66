import { Panel } from "@/components/patterns/panel";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { plural } from "@/lib/format/plural";
import type { LeftOutRows } from "@/lib/model/file";
import { leftOutNote, spell } from "@/lib/pipeline/left-out-rows";

/** Rows that the mapping leaves out. */
export function LeftOutPanel({ rows: leftOut }: { rows: LeftOutRows }) {
  const { header, count, rows } = leftOut;
  const more = count - rows.length;
  return (
    <Panel
      flush
      title={`${plural(count, "row")} left out`}
      description={`${leftOutNote(leftOut)} People in these rows are treated as not in the file.`}
      footer={more > 0 ? `The first ${rows.length} of ${plural(count, "row")} are listed.` : undefined}
    >
      <ScrollRegion className="max-h-96 overflow-auto">
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead className="pl-4">Row</TableHead>
              <TableHead>ID</TableHead>
              <TableHead>Email</TableHead>
              <TableHead>{header}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ row, id, email, value }) => (
              <TableRow key={row}>
                <TableCell className="pl-4">{row}</TableCell>
                <TableCell className="wrap-anywhere">{id}</TableCell>
                <TableCell className="wrap-anywhere">{email}</TableCell>
                <TableCell className="wrap-anywhere">{spell(value)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </ScrollRegion>
    </Panel>
  );
}
