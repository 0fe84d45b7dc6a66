import { Check, Hand } from "lucide-react";
import type { Membership } from "@/lib/lists/views";

const SHOWN = 4;

/** Why a user is in a list: the conditions they match, or who added them. */
export function Reasons({ membership }: { membership: Pick<Membership, "reasons" | "addedBy"> }) {
  const { reasons, addedBy } = membership;
  if (addedBy !== null) {
    return (
      <p className="flex min-w-0 gap-1.5 text-sm">
        <Hand className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
        <span className="wrap-anywhere min-w-0">
          Added by <bdi>{addedBy}</bdi>
        </span>
      </p>
    );
  }
  const more = reasons.length - SHOWN;
  return (
    <ul className="grid min-w-0 gap-0.5 text-sm" aria-label="Why">
      {reasons.slice(0, SHOWN).map((reason) => (
        <li key={reason} className="flex min-w-0 gap-1.5">
          <Check className="mt-0.5 size-3.5 shrink-0 text-success" aria-hidden="true" />
          <span className="wrap-anywhere block min-w-0 text-left first-letter:uppercase">{reason}</span>
        </li>
      ))}
      {more > 0 ? <li className="pl-5 text-muted-foreground">and {more} more</li> : null}
    </ul>
  );
}
