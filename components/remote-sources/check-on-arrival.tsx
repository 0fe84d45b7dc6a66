"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { CheckReport } from "@/components/remote-sources/check-report";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { Button } from "@/components/ui/button";
import type { RemoteSource } from "@/lib/remote-sources/views";

type Props = {
  sources: readonly RemoteSource[];
  /** The id of the source that was just saved, from the URL. */
  wanted: string | null;
};

/**
 * Checks a connection that was just saved, above the list rather than in a dialog, so that
 * the list stays usable. Closing it removes the request from the URL.
 */
export function CheckOnArrival({ sources, wanted }: Props) {
  const { org } = useScope();
  const router = useRouter();
  // Only a source that was never checked, so that a link can't start checks again and again. Decided once, because
  // the check itself adds its result to `sources`.
  const [open, setOpen] = useState(() => sources.some(({ id, lastCheck }) => id === wanted && !lastCheck));
  const source = sources.find(({ id }) => id === wanted);
  if (!source || !open) return null;

  function close() {
    setOpen(false);
    router.replace(`/${org}/remote-sources`, { scroll: false });
  }

  return (
    <section
      aria-label={`Check of ${source.name}`}
      className="grid min-w-0 gap-4 rounded-lg border bg-card p-4"
    >
      <div>
        <h2 className="font-semibold text-base">Check connection</h2>
        <p className="text-muted-foreground text-sm">
          {source.name} ·{" "}
          <span className="break-all font-mono">
            {SOURCE_UI[source.kind].describe(source.settings, true)}
          </span>
        </p>
      </div>
      <CheckReport
        source={source}
        actions={(running, again) => (
          <div className="flex flex-wrap gap-2">
            <Button variant={running ? "outline" : "default"} onClick={close}>
              {running ? "Cancel" : "Close"}
            </Button>
            {again}
          </div>
        )}
      />
    </section>
  );
}
