"use client";

import { useRouter } from "next/navigation";
import { ChangedKey } from "@/components/remote-sources/server-key";
import type { RemoteSource } from "@/lib/remote-sources/views";

type Props = { source: Pick<RemoteSource, "id" | "hostKey" | "hostKeySeen">; canApprove: boolean };

/** Shown for a source whose server has a different key than the approved one. */
export function KeyNotice({ source, canApprove }: Props) {
  const router = useRouter();
  if (!source.hostKeySeen) return null;
  return (
    <ChangedKey
      id={source.id}
      pinned={source.hostKey?.fingerprint ?? null}
      seen={source.hostKeySeen.fingerprint}
      canApprove={canApprove}
      onApproved={() => router.refresh()}
    />
  );
}
