import type { Metadata } from "next";
import { InvitationChoices } from "@/components/members/invitation-choices";
import { AuthLayout } from "@/components/shell/auth-layout";
import { openAccount } from "@/lib/auth/open";
import { openVisitor } from "@/lib/auth/visitor";
import type { AccountCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { smtpSettings } from "@/lib/mail/smtp";
import { type FoundInvitation, findInvitation } from "@/lib/members/read";
import { describeInvited, ROLE_LABELS, WORKSPACE_ROLE_LABELS } from "@/lib/members/roles";
import { signUpMode } from "@/lib/members/sign-up-mode";

export const metadata: Metadata = {
  ...{ title: "Invitation", robots: { index: false }, referrer: "no-referrer" },
};

const GONE: Readonly<Record<Exclude<FoundInvitation["state"], "open">, string>> = {
  used: "It has already been used. If you accepted it, sign in.",
  revoked: "It has been revoked.",
  expired: "It has expired. A link works for three days.",
};

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(await openVisitor(), token);
  if (invitation?.state !== "open") {
    const why = invitation ? GONE[invitation.state] : "Check that you copied the whole link.";
    return (
      <AuthLayout title="This invitation can't be used" description={why}>
        <p className="text-muted-foreground">Ask the person who invited you for a new link.</p>
      </AuthLayout>
    );
  }
  const { organization, email, role, workspaces, invitedBy, mailed, hasAccount } = invitation;
  const roles = [...new Set(workspaces.map((there) => there.role))];
  const account = await signedIn();
  return (
    <AuthLayout
      title={`Join ${organization}`}
      description={`${invitedBy} invited ${email} to join as ${describeInvited({ role, workspaces })}.`}
    >
      <ul className="mb-4 grid gap-1 rounded-md border bg-subtle px-3 py-2.5 text-sm">
        {[
          ...(role === "guest" ? [] : [ROLE_LABELS[role]]),
          ...roles.map((there) => WORKSPACE_ROLE_LABELS[there]),
        ].map(({ label, description }) => (
          <li key={label}>
            <span className="font-medium">{label}:</span> {description}
          </li>
        ))}
      </ul>
      <InvitationChoices
        token={token}
        invited={email}
        signedInAs={account?.email ?? null}
        mayJoin={mailed && !hasAccount && signUpMode() !== "closed"}
        hasAccount={hasAccount || signUpMode() === "closed"}
        mustVerify={!mailed && !account?.emailVerifiedAt && smtpSettings() !== null}
      />
    </AuthLayout>
  );
}

async function signedIn(): Promise<AccountCtx | null> {
  try {
    return await openAccount();
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return null;
    throw error;
  }
}
