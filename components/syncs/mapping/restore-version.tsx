"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { restoreMappingAction } from "@/lib/syncs/actions";

type Props = { syncId: string; version: number; mappingHref: string };

/** Restores an old version as a new one. */
export function RestoreVersion({ syncId, version, mappingHref }: Props) {
  const scope = useScope();
  const router = useRouter();
  const { run, pending } = useAction(restoreMappingAction);

  async function start() {
    const result = await run(scope, { syncId, version });
    if (!result.ok) return;
    const { version: now, changed } = result.data;
    if (!changed) toast.message(`Version ${now} is already identical.`);
    router.push(changed ? `${mappingHref}?saved=${now}` : mappingHref);
  }

  return (
    <Button pending={pending} onClick={() => void start()}>
      <History aria-hidden="true" />
      Restore version {version}
    </Button>
  );
}
