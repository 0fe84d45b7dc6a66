import { Panel } from "@/components/patterns/panel";
import { MappingTable } from "@/components/syncs/mapping-table";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Mapping } from "@/lib/model/mapping";
import { describeMapping, describeRows, STANDARD_LABELS, TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { describeSettings } from "@/lib/syncs/describe-target";
import type { FieldChoice } from "@/lib/syncs/read";

type Props = { mapping: Mapping; headers: readonly string[]; fields: readonly FieldChoice[] };

/** A read-only mapping, with the columns of the last file. */
export function VersionView({ mapping, headers, fields }: Props) {
  const columns = describeMapping({ headers, mapping, fields });
  const without = mapping.without ?? [];
  const rows = describeRows(mapping);
  return (
    <>
      <Panel
        flush
        title="Columns of the file"
        description={
          without.length > 0
            ? `The file has no ${without.map((column) => STANDARD_LABELS[column]).join(", ")}.`
            : undefined
        }
      >
        {columns.length > 0 ? (
          <MappingTable columns={columns} mapping={mapping} />
        ) : (
          <p className="p-4 text-muted-foreground">All columns are matched by name.</p>
        )}
      </Panel>
      {rows.length > 0 ? (
        <Panel title="Rows of the file">
          {rows.map((rule) => (
            <p key={rule}>{rule}</p>
          ))}
        </Panel>
      ) : null}
      {mapping.managers ? (
        <Panel flush title="Columns of the managers file">
          <ManagersTable managers={mapping.managers} />
        </Panel>
      ) : null}
    </>
  );
}

function ManagersTable({ managers }: { managers: NonNullable<Mapping["managers"]> }) {
  const rows = Object.entries(managers.columns);
  if (rows.length === 0) {
    return <p className="p-4 text-muted-foreground">ID and Team(s) are matched by name.</p>;
  }
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead className="pl-4">Column in the file</TableHead>
          <TableHead>Maps to</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(([header, target]) => (
          <TableRow key={header}>
            <TableCell className="break-words pl-4">{header}</TableCell>
            <TableCell>
              {target.kind === "ignore" ? "Ignored" : target.kind === "id" ? STANDARD_LABELS.id : TEAMS_LABEL}
              <span className="block text-muted-foreground text-xs">
                {describeSettings(target).join(" · ")}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
