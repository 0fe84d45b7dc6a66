"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { CheckDialog } from "@/components/remote-sources/check-dialog";
import type { ApproveHostKey, CheckedSource } from "@/components/remote-sources/types";

type Props = { source: CheckedSource; approve: ApproveHostKey | null };

/** Checks a connection that was just saved. Closing it takes the wish out of the address. */
export function CheckOnArrival({ source, approve }: Props) {
  const { org } = useScope();
  const router = useRouter();
  const [open, setOpen] = useState(true);

  function change(next: boolean) {
    setOpen(next);
    if (!next) router.replace(`/${org}/remote-sources`, { scroll: false });
  }

  return <CheckDialog source={source} approve={approve} open={open} onOpenChange={change} />;
}
