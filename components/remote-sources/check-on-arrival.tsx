"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { CheckDialog } from "@/components/remote-sources/check-dialog";
import type { ApproveHostKey } from "@/components/remote-sources/types";
import type { RemoteSource } from "@/lib/remote-sources/list";

type Props = {
  sources: readonly RemoteSource[];
  /** Of the source that was just saved, from the address. */
  wanted: string | null;
  approve: ApproveHostKey | null;
};

/** Checks a connection that was just saved. Closing it takes the wish out of the address. */
export function CheckOnArrival({ sources, wanted, approve }: Props) {
  const { org } = useScope();
  const router = useRouter();
  // Only what was never checked, so that a link can't make us connect again and again; and decided once, since the
  // check itself brings its result into `sources`.
  const [open, setOpen] = useState(() => sources.some(({ id, lastCheck }) => id === wanted && !lastCheck));
  const source = sources.find(({ id }) => id === wanted);
  if (!source) return null;

  function change(next: boolean) {
    setOpen(next);
    if (!next) router.replace(`/${org}/remote-sources`, { scroll: false });
  }

  return <CheckDialog source={source} approve={approve} open={open} onOpenChange={change} />;
}
