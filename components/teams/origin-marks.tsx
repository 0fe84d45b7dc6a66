"use client";

import { Hand, RefreshCw } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { formatExact } from "@/lib/format/time";
import type { TeamPart } from "@/lib/teams/views";

type Props = {
  part: TeamPart;
  /** The sync that the user belongs to: its file says so. */
  syncName: string | null;
};

/** Whether a file or a member of the organization put somebody in a team; both may have. */
export function OriginMarks({ part, syncName }: Props) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {part.byFile ? (
        <Badge className="max-w-52 text-foreground" title="Follows the file">
          <RefreshCw aria-hidden="true" />
          <span className="truncate">{syncName ? `From ${syncName}` : "From a file"}</span>
        </Badge>
      ) : null}
      {part.byHand ? (
        <Tooltip>
          <TooltipTrigger asChild>
            <Badge variant="outline">
              <Hand aria-hidden="true" />
              By hand
            </Badge>
          </TooltipTrigger>
          <TooltipContent>
            By {part.byHand.by}, {formatExact(part.byHand.at)}. No file takes it away.
          </TooltipContent>
        </Tooltip>
      ) : null}
    </span>
  );
}
