import { FileX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { LeftOutPanel } from "@/components/runs/left-out-panel";
import { SampleTable } from "@/components/runs/sample-table";
import { MappingTable } from "@/components/syncs/mapping-table";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import { managersColumns } from "@/lib/runs/managers-columns";
import type { RunDetail } from "@/lib/runs/views/types";
import { describeMapping } from "@/lib/syncs/describe-mapping";

type Props = { run: RunDetail; fields: readonly ProfileField[]; base: string };

/** The header and first rows of the file, and what its columns were mapped to. */
export function FileTab({ run, fields, base }: Props) {
  const { file, mapping, sync, managers } = run;
  if (!file) {
    return (
      <div className="rounded-lg border bg-card">
        <EmptyState
          compact
          icon={<FileX />}
          title="The file was not read"
          description="The run ended before it read the header."
        />
      </div>
    );
  }
  // Teams have a column of their own: a header is never matched with the label that is used here.
  const own = fields.filter(({ id }) => id > 0);
  const columns = describeMapping({ headers: file.headers, mapping, fields: own });
  return (
    <div className="grid gap-5">
      <Panel
        flush
        title={`Mapping of ${plural(file.headers.length, "column")}`}
        description={
          mapping.known ? (
            mapping.current ? (
              "As used by this run."
            ) : (
              <>
                As used by this run (version {mapping.version}).
                {sync.detached ? null : (
                  <>
                    {" "}
                    The mapping has changed since then:{" "}
                    <Link className="underline underline-offset-4" href={`${base}/syncs/${sync.id}/mapping`}>
                      view the current mapping
                    </Link>
                    .
                  </>
                )}
              </>
            )
          ) : (
            "The mapping has changed since this run. This is the current mapping."
          )
        }
      >
        <MappingTable columns={columns} />
      </Panel>
      {file.leftOut ? <LeftOutPanel rows={file.leftOut} /> : null}
      <Panel
        flush
        title="First rows"
        description={`As in the file. Row ${file.headerRow ?? 1} is the header.`}
      >
        <SampleTable headers={file.headers} rows={file.sample} headerRow={file.headerRow} />
      </Panel>
      {managers && managers.file.headers.length > 0 ? (
        <>
          <Panel
            flush
            title="Managers file"
            description={`${managers.source.path}, ${plural(managers.rows, "row")}.`}
          >
            <MappingTable columns={managersColumns(managers.file.headers, mapping.managers)} />
          </Panel>
          <Panel flush title="First rows of the managers file" description="As in the file.">
            <SampleTable
              headers={managers.file.headers}
              rows={managers.file.sample}
              headerRow={managers.file.headerRow}
            />
          </Panel>
        </>
      ) : null}
    </div>
  );
}
