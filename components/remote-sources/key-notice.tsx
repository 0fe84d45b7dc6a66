"use client";

import { useRouter } from "next/navigation";
import { ChangedKey } from "@/components/remote-sources/server-key";
import type { ApproveHostKey } from "@/components/remote-sources/types";
import type { RemoteSource } from "@/lib/remote-sources/views";

type Props = { source: Pick<RemoteSource, "id" | "hostKey" | "hostKeySeen">; approve: ApproveHostKey | null };

/** Shown for a source whose server has a different key than the approved one. */
export function KeyNotice({ source, approve }: Props) {
  const router = useRouter();
  if (!source.hostKeySeen) return null;
  return (
    <ChangedKey
      id={source.id}
      pinned={source.hostKey?.fingerprint ?? null}
      seen={source.hostKeySeen.fingerprint}
      approve={approve}
      onApproved={() => router.refresh()}
    />
  );
}
