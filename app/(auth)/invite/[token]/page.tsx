import type { Metadata } from "next";
import { acceptInvitationAction } from "@/app/(auth)/actions";
import { InvitationChoices } from "@/components/members/invitation-choices";
import { AuthFrame } from "@/components/shell/auth-frame";
import { openAccount } from "@/lib/auth/open";
import { openVisitor } from "@/lib/auth/visitor";
import { isAppError } from "@/lib/errors";
import { type FoundInvitation, findInvitation } from "@/lib/members/invitations/find";
import { ROLE_WORDS } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

const GONE: Readonly<Record<Exclude<FoundInvitation["state"], "open">, string>> = {
  used: "It has been used already. If that was you, sign in.",
  revoked: "It has been taken back.",
  expired: "It has run out: a link works for three days.",
};

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(await openVisitor(), token);
  if (invitation?.state !== "open") {
    const why = invitation ? GONE[invitation.state] : "Check that the whole link was copied.";
    return (
      <AuthFrame title="This invitation can't be used" description={why}>
        <p className="text-muted-foreground">Ask whoever invited you for a new link.</p>
      </AuthFrame>
    );
  }
  const { organization, email, role, invitedBy } = invitation;
  return (
    <AuthFrame
      title={`Join ${organization}`}
      description={`${invitedBy} invites ${email} as ${ROLE_WORDS[role].label.toLowerCase()}.`}
    >
      <p className="mb-4 rounded-md border bg-subtle px-3 py-2.5 text-sm">
        <span className="font-medium">{ROLE_WORDS[role].label}:</span> {ROLE_WORDS[role].description}
      </p>
      <InvitationChoices
        token={token}
        invited={email}
        signedInAs={await signedInAs()}
        accept={acceptInvitationAction}
      />
    </AuthFrame>
  );
}

async function signedInAs(): Promise<string | null> {
  try {
    return (await openAccount()).email;
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return null;
    throw error;
  }
}
