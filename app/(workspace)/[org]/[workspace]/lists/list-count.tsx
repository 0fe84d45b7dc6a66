import { Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { WorkspaceCtx } from "@/lib/context";
import { plural } from "@/lib/format/plural";
import { countList } from "@/lib/lists/read";

type Props = { ctx: WorkspaceCtx; id: number; search?: string };

/** How many users a list has, or answer to a search in it. Streamed, so that the page does not wait for the count. */
export function ListCount(props: Props) {
  return (
    <Suspense fallback={<Skeleton className="inline-block h-4 w-16" />}>
      <Counted {...props} />
    </Suspense>
  );
}

async function Counted({ ctx, id, search }: Props) {
  return <span className="tabular-nums">{plural(await countList(ctx, { id, search }), "user")}</span>;
}
