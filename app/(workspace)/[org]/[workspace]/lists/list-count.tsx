import { Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { WorkspaceCtx } from "@/lib/context";
import { plural } from "@/lib/format/plural";
import { countList } from "@/lib/lists/read";

type Props = { ctx: WorkspaceCtx; id: number };

/** How many users a list has. Streamed, so that the page does not wait for the count. */
export function ListCount({ ctx, id }: Props) {
  return (
    <Suspense fallback={<Skeleton className="inline-block h-4 w-16" />}>
      <Counted ctx={ctx} id={id} />
    </Suspense>
  );
}

async function Counted({ ctx, id }: Props) {
  return <span className="tabular-nums">{plural(await countList(ctx, { id }), "user")}</span>;
}
