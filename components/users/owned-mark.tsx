"use client";

import { RefreshCw } from "lucide-react";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

/** The mark beside a value that a sync fills. */
export function OwnedMark({ syncName }: { syncName: string }) {
  return (
    <Tooltip>
      <TooltipTrigger
        aria-label={`Filled by ${syncName}`}
        className="inline-flex shrink-0 rounded-sm text-primary [&_svg]:size-3"
      >
        <RefreshCw aria-hidden="true" />
      </TooltipTrigger>
      <TooltipContent>{syncName} fills this from its file.</TooltipContent>
    </Tooltip>
  );
}
