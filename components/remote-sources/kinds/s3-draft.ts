import { useEffect, useSyncExternalStore } from "react";
import type { PolicyPlace } from "@/lib/pipeline/source/s3/policy";

/** What the form of a bucket holds so far, for the notes beside it: the page renders both, one knows nothing of the other. */
const NOTHING: PolicyPlace = { bucket: "", prefix: "", region: "" };

let draft = NOTHING;
const readers = new Set<() => void>();

function tell(next: PolicyPlace): void {
  draft = next;
  for (const read of readers) read();
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

export function useDraft(): PolicyPlace {
  return useSyncExternalStore(
    subscribe,
    () => draft,
    () => NOTHING,
  );
}

/** Tells the notes what is entered, until the form is gone. */
export function useTellDraft({ bucket, prefix, region }: PolicyPlace): void {
  useEffect(() => tell({ bucket, prefix, region }), [bucket, prefix, region]);
  useEffect(() => () => tell(NOTHING), []);
}
