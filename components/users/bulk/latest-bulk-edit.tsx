"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { BulkEditCard } from "@/components/users/bulk/bulk-edit-card";
import { isOpen } from "@/lib/bulk-edits/summary";
import type { BulkEditView } from "@/lib/bulk-edits/views";

type Props = { edit: BulkEditView; canEdit: boolean; base: string };

/** The bulk edit that is in progress or was made a moment ago, above the table of users. */
export function LatestBulkEdit({ edit, canEdit, base }: Props) {
  const [closed, setClosed] = useState<string | null>(null);
  if (closed === edit.id) return null;
  return (
    <BulkEditCard
      key={edit.id}
      edit={edit}
      canEdit={canEdit}
      actions={
        <>
          <Button variant="ghost" asChild>
            <Link href={`${base}/users/bulk-edits`}>All bulk edits</Link>
          </Button>
          {isOpen(edit) ? null : (
            <Button variant="ghost" size="icon" aria-label="Close" onClick={() => setClosed(edit.id)}>
              <X aria-hidden="true" />
            </Button>
          )}
        </>
      }
    />
  );
}
