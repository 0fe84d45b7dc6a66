"use client";

import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { setHeaderRowAction } from "@/lib/runs/actions";

type Props = { runId: string; line: number };

/** Uses the line that a failed run found as the header, and starts a preview. */
export function UseHeaderButton({ runId, line }: Props) {
  const scope = useScope();
  const router = useRouter();
  const { run, pending } = useAction(setHeaderRowAction, {
    success: "Header row set. Preview started.",
    onDone: (next) => router.push(`/${scope.org}/${scope.workspace}/runs/${next.runId}`),
  });
  return (
    <Button pending={pending} onClick={() => void run(scope, { runId })}>
      Use line {line}
    </Button>
  );
}
