import type { Metadata } from "next";
import { HelpPage } from "@/components/help/help-page";
import { InstructionsSheet } from "@/components/instructions/instructions-sheet";
import { PrintButton } from "@/components/instructions/print-button";
import { DayTime } from "@/components/patterns/day-time";
import { AuthLayout } from "@/components/shell/auth-layout";
import { openVisitor } from "@/lib/auth/visitor";
import { publicUrl } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { openInstructions } from "@/lib/instructions/read";

export const metadata: Metadata = {
  ...{ title: "Instructions for your IT team", referrer: "no-referrer" },
  robots: { index: false, follow: false },
};

type Props = { params: Promise<{ token: string }> };

/** The instructions for the IT team of one Remote Source, for anyone who has the link. */
export default async function SharedInstructionsPage({ params }: Props) {
  const { token } = await params;
  const opened = await openOrWait(token);
  if (typeof opened === "string" || !opened) {
    return (
      <AuthLayout title="This link can't be used" description={opened ?? GONE}>
        <p className="text-muted-foreground">Ask the person who sent you the link for a new one.</p>
      </AuthLayout>
    );
  }
  const { instructions, expiresAt } = opened;
  return (
    <HelpPage
      title="Instructions for your IT team"
      description={`${instructions.organization} · ${instructions.name}`}
      actions={<PrintButton />}
      footer={
        <p className="text-pretty">
          This page holds no password and no private key. The link works until <DayTime at={expiresAt} />.
        </p>
      }
    >
      <InstructionsSheet instructions={instructions} url={publicUrl().replace(/\/+$/, "")} />
    </HelpPage>
  );
}

const GONE = "It has expired or was revoked, or a part of it is missing.";

/** A sentence for a network that has tried too many links. */
async function openOrWait(token: string) {
  try {
    return await openInstructions(await openVisitor(), token);
  } catch (error) {
    if (isAppError(error) && error.code === "throttled") return error.message;
    throw error;
  }
}
