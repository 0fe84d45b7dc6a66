"use client";

import { DayTime } from "@/components/patterns/day-time";
import { useAction } from "@/components/patterns/use-action";
import { Button } from "@/components/ui/button";
import { unlinkIdentityAction } from "@/lib/sso/actions";
import { beginPath } from "@/lib/sso/links";

type Linked = { id: string; label: string; email: string | null; issuer: string; lastUsedAt: string };
type Props = { linked: readonly Linked[]; providers: readonly { id: string; label: string }[] };

/** Providers that the account can be opened with, and those that can be added. */
export function LinkedIdentities({ linked, providers }: Props) {
  return (
    <div className="grid gap-4">
      {linked.length > 0 ? (
        <ul className="grid gap-3">
          {linked.map((identity) => (
            <Row key={identity.id} identity={identity} />
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground text-sm">
          No provider is linked. When you sign in with the provider of your organization for the first time,
          it can be linked to this account.
        </p>
      )}
      {providers.length > 0 ? (
        <div className="flex flex-wrap gap-2">
          {providers.map(({ id, label }) => (
            <Button key={id} variant="outline" asChild>
              <a href={beginPath(id, { kind: "link", next: "/account/security" })}>Add {label}</a>
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Row({ identity }: { identity: Linked }) {
  const { id, label, email, issuer, lastUsedAt } = identity;
  const { run, pending } = useAction(unlinkIdentityAction, { success: `${label} unlinked` });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <p className="font-medium">
          {label} {email ? <span className="font-normal text-muted-foreground">{email}</span> : null}
        </p>
        <p className="wrap-anywhere text-muted-foreground text-sm">
          {issuer} · last used <DayTime at={lastUsedAt} />
        </p>
      </div>
      <Button variant="outline" size="sm" pending={pending} onClick={() => void run({ id })}>
        Unlink
      </Button>
    </li>
  );
}
