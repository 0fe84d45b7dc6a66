import type { OfferedPermission } from "@/components/api-tokens/create-token-dialog";
import { DayTime } from "@/components/patterns/day-time";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TokenItem } from "@/lib/api-tokens/views";

type Props = {
  token: TokenItem;
  permissions: readonly OfferedPermission[];
  onRevoke: (() => void) | null;
};

/** One token: what it may do and where, who made it, and when it was last used. */
export function TokenRow({ token, permissions, onRevoke }: Props) {
  const isExpired = token.expiresAt !== null && token.expiresAt.getTime() <= Date.now();
  return (
    <li className="flex items-start justify-between gap-3">
      <div className="grid min-w-0 gap-1 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere font-medium">{token.label}</span>
          <code className="font-mono text-muted-foreground text-xs">{token.prefix}…</code>
          {isExpired ? <Badge variant="outline">Expired</Badge> : null}
        </p>
        <p className="text-pretty text-xs">{wordsOf(token, permissions)}</p>
        <p className="text-muted-foreground text-xs">
          {token.workspaces === null
            ? "All workspaces"
            : token.workspaces.length === 0
              ? "No workspace: those it was for were deleted"
              : `Workspaces: ${token.workspaces.map(({ name }) => name).join(", ")}`}
        </p>
        <p className="text-muted-foreground text-xs">
          Created <RelativeTime at={token.createdAt} /> by {token.createdBy}
          {token.isMakerMember ? "" : ", who is no longer a member"}.{" "}
          {token.expiresAt ? (
            <>
              {isExpired ? "Expired" : "Expires"} <DayTime at={token.expiresAt} />.
            </>
          ) : (
            "Does not expire."
          )}
        </p>
        <p className="text-muted-foreground text-xs">
          {token.lastUsedAt ? (
            <>
              Last used <RelativeTime at={token.lastUsedAt} />
              {token.lastUsedFrom ? ` from ${token.lastUsedFrom}` : ""}
            </>
          ) : (
            "Never used"
          )}
        </p>
      </div>
      {onRevoke ? (
        <Button size="sm" variant="outline" aria-label={`Revoke ${token.label}`} onClick={onRevoke}>
          Revoke
        </Button>
      ) : null}
    </li>
  );
}

function wordsOf({ permissions: given }: TokenItem, known: readonly OfferedPermission[]): string {
  if (known.length > 0 && known.every(({ permission }) => given.includes(permission)))
    return "All permissions";
  const labels = given.map((permission) => known.find((one) => one.permission === permission)?.label);
  return labels.map((label, at) => label ?? given[at]).join(", ");
}
