import { Download, FileUp } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";

type Props = {
  /** Where corrected rows are uploaded. Null for members who may not upload. */
  uploadHref: string | null;
  /** The URL of the run. */
  href: string;
  /** The number of skipped rows, and of those that can be downloaded. */
  skipped: number;
  kept: number;
};

/** Downloads of the issues, and of the skipped rows in the format of their file. */
export function IssueDownloads({ href, uploadHref, skipped, kept }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-card px-4 py-3">
      <p className="min-w-0 flex-1 basis-80 text-muted-foreground text-sm">
        {kept > 0
          ? `${sentence(skipped, kept)} Correct the rows, then upload the file to add and update only these users.`
          : "Download the report for the person who maintains the data."}
      </p>
      <div className="flex flex-wrap gap-2">
        {kept > 0 ? <Save href={`${href}/skipped-rows.csv`} label="Download skipped rows" /> : null}
        {kept > 0 && uploadHref ? (
          <Button asChild variant="outline">
            <Link href={uploadHref}>
              <FileUp aria-hidden="true" />
              Re-upload corrected rows
            </Link>
          </Button>
        ) : null}
        <Save href={`${href}/issues.csv`} label="Download all issues" />
      </div>
    </div>
  );
}

function sentence(skipped: number, kept: number): string {
  if (skipped > kept) {
    return `You can download the first ${formatNumber(kept)} of ${formatNumber(skipped)} skipped rows, each with its reason.`;
  }
  return kept === 1
    ? "You can download the skipped row with its reason."
    : `You can download the ${formatNumber(kept)} skipped rows, each with its reason.`;
}

/** A plain link, because a download must not be prefetched. */
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
