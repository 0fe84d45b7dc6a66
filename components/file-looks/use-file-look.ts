"use client";

import { useEffect, useState } from "react";
import { UNREACHABLE } from "@/components/patterns/action-error";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionError } from "@/lib/action";
import { getFileLookAction, getFileProposalAction, startFileLookAction } from "@/lib/file-looks/actions";
import type { FileLook, FileProposal } from "@/lib/file-looks/views";

const EVERY_MS = 900;
/** After an answer that did not come. */
const AGAIN_MS = 4_000;

/**
 * Follows the reading of a sync's file, from its start to what it proposes. Begins it where there is none; `again` begins
 * it anew. The reading goes on without this page.
 */
export function useFileLook(syncId: string, known: FileLook | null) {
  const scope = useScope();
  const { org, workspace } = scope;
  const [look, setLook] = useState(known);
  const [proposal, setProposal] = useState<FileProposal | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [wanted, setWanted] = useState(known ? null : { again: false });
  const isOver = look !== null && look.state !== "queued" && look.state !== "running";
  const lookId = look?.id ?? null;
  const isDone = look?.state === "done";

  useEffect(() => {
    if (!wanted) return;
    let isGone = false;
    void startFileLookAction({ org, workspace }, { syncId, ...wanted })
      .then(async (started) => {
        if (isGone) return;
        if (!started.ok) return setError(started.error);
        const found = await getFileLookAction({ org, workspace }, { lookId: started.data.lookId });
        if (isGone) return;
        if (found.ok) setLook(found.data);
        else setError(found.error);
      })
      .catch(() => !isGone && setError(UNREACHABLE));
    return () => {
      isGone = true;
    };
  }, [wanted, syncId, org, workspace]);

  useEffect(() => {
    if (lookId === null || isOver) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const found = await getFileLookAction({ org, workspace }, { lookId }).catch(() => null);
      if (isGone) return;
      if (found?.ok) setLook(found.data);
      timer = setTimeout(() => void ask(), found?.ok ? EVERY_MS : AGAIN_MS);
    };
    timer = setTimeout(() => void ask(), EVERY_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [lookId, isOver, org, workspace]);

  useEffect(() => {
    if (lookId === null || !isDone) return;
    let isGone = false;
    void getFileProposalAction({ org, workspace }, { lookId })
      .then((found) => {
        if (isGone) return;
        if (found.ok) setProposal(found.data);
        else setError(found.error);
      })
      .catch(() => !isGone && setError(UNREACHABLE));
    return () => {
      isGone = true;
    };
  }, [lookId, isDone, org, workspace]);

  function again() {
    setError(null);
    setProposal(null);
    setLook(null);
    setWanted({ again: true });
  }

  return { look, proposal: isDone && proposal?.lookId === lookId ? proposal : null, error, again };
}
