"use client";

import { FileSearch } from "lucide-react";
import Link from "next/link";
import { useLayoutData } from "@/components/shell/layout-context";
import { Button } from "@/components/ui/button";
import { may } from "@/lib/permissions";

/** What comes after a Remote Source was made. */
export function AttachHint({ org, sourceId }: { org: string; sourceId: string }) {
  const { permissions } = useLayoutData();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <p className="text-muted-foreground text-sm">No workspace uses this Remote Source yet.</p>
      {may({ permissions }, "sync:create") ? (
        <Button asChild size="sm">
          <Link href={`/${org}/remote-sources/${sourceId}/attach`}>
            <FileSearch aria-hidden="true" />
            Choose the file
          </Link>
        </Button>
      ) : null}
    </div>
  );
}
