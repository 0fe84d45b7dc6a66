import { Hand, RefreshCw } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { UserSource } from "@/lib/users/views";

/** Where a user comes from: "Manual", or the name of the sync that owns them. */
export function SourceBadge({ source }: { source: UserSource }) {
  if (!source) {
    return (
      <Badge variant="outline">
        <Hand aria-hidden="true" />
        Manual
      </Badge>
    );
  }
  return (
    <Badge className="max-w-48 text-foreground" title={`Updated by the sync ${source.syncName}`}>
      <RefreshCw aria-hidden="true" />
      <span className="truncate">{source.syncName}</span>
    </Badge>
  );
}
