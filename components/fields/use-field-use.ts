"use client";

import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { getFieldUseAction } from "@/lib/fields/actions";
import type { FieldUse } from "@/lib/fields/read";

/** What uses a field, loaded once when its dialog opens; null while loading, and without a field. */
export function useFieldUse(fieldId: number | null): FieldUse | null {
  const { org, workspace } = useScope();
  const [use, setUse] = useState<FieldUse | null>(null);
  useEffect(() => {
    if (fieldId === null) return;
    let isClosed = false;
    void getFieldUseAction({ org, workspace }, { id: fieldId }).then((result) => {
      if (!isClosed && result.ok) setUse(result.data);
    });
    return () => {
      isClosed = true;
    };
  }, [fieldId, org, workspace]);
  return use;
}
