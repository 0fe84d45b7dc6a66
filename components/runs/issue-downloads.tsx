import { Download, FileUp } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";

type Props = {
  /** Where mended rows go. Null for those who may not upload. */
  uploadHref: string | null;
  /** The address of the run. */
  href: string;
  /** Rows of the file that nothing came of, and how many of them can be had. */
  skipped: number;
  kept: number;
};

/** The issues as a file; and the rows that were skipped, in the form of the file that they came from. */
export function IssueDownloads({ href, uploadHref, skipped, kept }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-card px-4 py-3">
      <p className="min-w-0 flex-1 basis-80 text-muted-foreground text-sm">
        {kept > 0
          ? `${sentence(skipped, kept)} Correct the rows in the file, and upload it to add and update only these.`
          : "The report as a file, for whoever looks after the data."}
      </p>
      <div className="flex flex-wrap gap-2">
        {kept > 0 ? <Save href={`${href}/skipped-rows.csv`} label="Skipped rows (CSV)" /> : null}
        {kept > 0 && uploadHref ? (
          <Button asChild variant="outline">
            <Link href={uploadHref}>
              <FileUp aria-hidden="true" />
              Upload mended rows
            </Link>
          </Button>
        ) : null}
        <Save href={`${href}/issues.csv`} label="All issues (CSV)" />
      </div>
    </div>
  );
}

function sentence(skipped: number, kept: number): string {
  if (skipped > kept) {
    return `The first ${formatNumber(kept)} of ${formatNumber(skipped)} skipped rows can be downloaded, each with the reason.`;
  }
  return kept === 1
    ? "The skipped row can be downloaded with the reason."
    : `The ${formatNumber(kept)} skipped rows can be downloaded, each with the reason.`;
}

/** A plain link: a route for a file must not be fetched ahead of a click. */
function Save({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="outline">
      <a href={href} download>
        <Download aria-hidden="true" />
        {label}
      </a>
    </Button>
  );
}
