"use client";

import { Hand, RefreshCw } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { formatExact } from "@/lib/format/time";
import type { TeamPart } from "@/lib/teams/views";

type Props = {
  part: TeamPart;
  /** The sync that the user belongs to. */
  syncName: string | null;
};

/** How a user came to be in a team: from a file, added manually, or both (pinned). */
export function OriginBadges({ part, syncName }: Props) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      {part.byFile ? (
        <Badge className="max-w-52 text-foreground" title="Updated from the file">
          <RefreshCw aria-hidden="true" />
          <span className="truncate">{syncName ? `From ${syncName}` : "From a file"}</span>
        </Badge>
      ) : null}
      {part.byHand ? (
        <Tooltip>
          <TooltipTrigger asChild>
            <Badge variant="outline">
              <Hand aria-hidden="true" />
              {part.byFile ? "Pinned" : "Manual"}
            </Badge>
          </TooltipTrigger>
          <TooltipContent>
            {part.byFile ? "Pinned" : "Added"} by {part.byHand.by}, {formatExact(part.byHand.at)}. Syncs never
            remove it.
          </TooltipContent>
        </Tooltip>
      ) : null}
    </span>
  );
}
