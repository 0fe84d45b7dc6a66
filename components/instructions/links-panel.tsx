"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Copyable } from "@/components/patterns/copyable";
import { DayTime } from "@/components/patterns/day-time";
import { OptionSelect } from "@/components/patterns/option-select";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { makeInstructionLinkAction, revokeInstructionLinkAction } from "@/lib/instructions/actions";
import type { InstructionLink } from "@/lib/instructions/links";
import { LINK_DAYS } from "@/lib/instructions/schema";

type Props = { sourceId: string; links: readonly InstructionLink[] };

const CHOICES = LINK_DAYS.map((days) => ({ value: String(days), label: `Works for ${days} days` }));

/** Links that open these instructions without signing in: made here, shown once, revoked here. */
export function LinksPanel({ sourceId, links }: Props) {
  const { org } = useScope();
  const [days, setDays] = useState("30");
  const [made, setMade] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<InstructionLink | null>(null);
  const make = useAction(makeInstructionLinkAction, { onDone: ({ link }) => setMade(link) });
  const revoke = useAction(revokeInstructionLinkAction, { success: "Link revoked", quiet: true });
  return (
    <Panel
      title="Share this page"
      description="Anyone who has a link can read this page without signing in, and nothing else."
      className="print:hidden"
    >
      <div className="grid gap-4">
        {made ? (
          <div key={made} ref={takeFocus} tabIndex={-1} className="rounded-md">
            <Alert tone="held">
              <AlertTitle>Copy the link now. It is not shown again.</AlertTitle>
              <AlertDescription>
                <Copyable value={made} label="Copy link" />
              </AlertDescription>
            </Alert>
          </div>
        ) : null}
        {links.length > 0 ? (
          <ul className="grid gap-3" aria-label="Links that work">
            {links.map((link) => (
              <li key={link.id} className="flex items-start justify-between gap-3 text-sm">
                <div className="min-w-0">
                  <p>
                    Works until <DayTime at={link.expiresAt} />
                  </p>
                  <p className="wrap-anywhere text-muted-foreground text-xs">
                    Made <RelativeTime at={link.createdAt} /> by {link.createdBy},{" "}
                    {link.lastOpenedAt ? (
                      <>
                        last opened <RelativeTime at={link.lastOpenedAt} />
                      </>
                    ) : (
                      "never opened"
                    )}
                  </p>
                </div>
                <Button size="sm" variant="outline" onClick={() => setRevoked(link)}>
                  Revoke
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          <OptionSelect
            options={CHOICES}
            value={days}
            onChange={setDays}
            aria-label="How long the link works"
            className="w-44"
          />
          <Button
            variant="outline"
            pending={make.pending}
            onClick={() => void make.run({ org }, { sourceId, days: Number(days) })}
          >
            Make a link
          </Button>
        </div>
      </div>
      <ConfirmDialog
        open={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title="Revoke this link?"
        description="You can make another one at any time."
        lost={["Nobody can open this page with the link any more"]}
        confirmLabel="Revoke"
        onConfirm={() => revoke.run({ org }, { sourceId, linkId: revoked?.id ?? "" })}
      />
    </Panel>
  );
}

/** What is shown once is what to look at next. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
