"use client";

import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { markReadAction } from "@/lib/alerts/actions";

export function MarkAllRead({ org }: { org: string }) {
  const { run, pending } = useAction(markReadAction);
  return (
    <Button
      variant="outline"
      size="sm"
      pending={pending}
      onClick={() => void run({ org }, { noticeIds: null })}
    >
      Mark all as read
    </Button>
  );
}
