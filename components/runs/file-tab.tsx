import { FileX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { LeftOutPanel } from "@/components/runs/left-out-panel";
import { managersColumns } from "@/components/runs/managers-columns";
import { SampleTable } from "@/components/runs/sample-table";
import { MappingTable } from "@/components/syncs/mapping-table";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import type { RunDetail } from "@/lib/runs/views/types";
import { describeMapping } from "@/lib/syncs/describe-mapping";

type Props = { run: RunDetail; fields: readonly ProfileField[]; base: string };

/** What the file looked like, and what each of its columns filled. */
export function FileTab({ run, fields, base }: Props) {
  const { file, mapping, sync, managers } = run;
  if (!file) {
    return (
      <div className="rounded-lg border bg-card">
        <EmptyState
          compact
          icon={<FileX />}
          title="The file was not read"
          description="The run ended before there was a header to show."
        />
      </div>
    );
  }
  // Teams have a column of their own; a header is never matched against what they are called here.
  const own = fields.filter(({ id }) => id > 0);
  const columns = describeMapping({ headers: file.headers, mapping, fields: own });
  return (
    <div className="grid gap-5">
      <Panel
        flush
        title={`What ${plural(file.headers.length, "column")} fill`}
        description={
          mapping.known ? (
            mapping.current ? (
              "As this run used it."
            ) : (
              <>
                As this run used it, which was version {mapping.version}.
                {sync.detached ? null : (
                  <>
                    {" "}
                    The mapping has been changed since;{" "}
                    <Link className="underline underline-offset-4" href={`${base}/syncs/${sync.id}/mapping`}>
                      look at it as it is now
                    </Link>
                    .
                  </>
                )}
              </>
            )
          ) : (
            "The mapping has been changed since this run; this is how it is now."
          )
        }
      >
        <MappingTable columns={columns} />
      </Panel>
      {file.leftOut ? <LeftOutPanel rows={file.leftOut} /> : null}
      <Panel
        flush
        title="First rows"
        description={`As they are in the file. Row ${file.headerRow ?? 1} is the header.`}
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
          <Panel flush title="First rows of the managers file" description="As they stand in the file.">
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
