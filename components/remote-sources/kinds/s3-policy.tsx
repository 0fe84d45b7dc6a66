"use client";

import { CopyButton } from "@/components/patterns/copy-button";
import { useDraft } from "@/components/remote-sources/kinds/s3-draft";
import { readPolicy } from "@/lib/pipeline/source/s3/policy";

/** The rights that the access key needs, for the bucket and the prefix that are entered. */
export function S3Policy() {
  const policy = readPolicy(useDraft());
  return (
    <div className="flex items-start gap-1 rounded-md border bg-subtle py-0.5 pr-0.5 pl-2.5">
      <pre className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-foreground text-xs leading-5">
        {policy}
      </pre>
      <CopyButton value={policy} label="Copy policy" />
    </div>
  );
}
