"use client";

import { ListFilter } from "lucide-react";
import { useState } from "react";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { sayUnreachable } from "@/components/patterns/say-unreachable";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { FilterVocabulary } from "@/lib/users/filter-topics";

const panel = deferred(async () => (await import("@/components/users/filter-panel")).FilterPanel);

/** "Add filter": choose a field, then its values. The list updates immediately. */
export function AddFilter(vocabulary: FilterVocabulary) {
  const [open, setOpen] = useState(false);
  const Panel = useDeferred(panel, open, () => {
    setOpen(false);
    sayUnreachable();
  });
  return (
    <Popover open={open && Panel !== null} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline">
          <ListFilter aria-hidden="true" />
          Add filter
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Add filter" className="w-72 p-0">
        {Panel ? <Panel vocabulary={vocabulary} onDone={() => setOpen(false)} /> : null}
      </PopoverContent>
    </Popover>
  );
}
