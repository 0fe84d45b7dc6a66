import { FileX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { Panel } from "@/components/patterns/panel";
import { SampleTable } from "@/components/runs/sample-table";
import { MappingTable } from "@/components/syncs/mapping-table";
import { plural } from "@/lib/format/plural";
import type { RunDetail } from "@/lib/runs/views/types";
import type { ProfileField } from "@/lib/sync/types";
import { describeMapping } from "@/lib/syncs/describe-mapping";

type Props = { run: RunDetail; fields: readonly ProfileField[]; base: string };

/** What the file looked like, and what each of its columns filled. */
export function FileTab({ run, fields, base }: Props) {
  const { file, mapping, sync } = run;
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
  const columns = describeMapping({ headers: file.headers, mapping: { columns: mapping.columns }, fields });
  return (
    <div className="grid gap-5">
      <Panel
        flush
        title={`What ${plural(file.headers.length, "column")} fill`}
        description={
          mapping.current ? (
            "As this run used it."
          ) : sync.detached ? (
            "The mapping has been changed since this run; this is how it was last."
          ) : (
            <>
              The mapping has been changed since this run; this is how it is{" "}
              <Link className="underline underline-offset-4" href={`${base}/syncs/${sync.id}`}>
                now
              </Link>
              .
            </>
          )
        }
      >
        <MappingTable columns={columns} />
      </Panel>
      <Panel flush title="First rows" description="As they stand in the file. Row 1 is the header.">
        <SampleTable headers={file.headers} rows={file.sample} />
      </Panel>
    </div>
  );
}
