import type { Metadata } from "next";
import { CancelEmailChange, ChangeEmail } from "@/components/account/change-email";
import { DeleteAccount } from "@/components/account/delete-account";
import { LanguageForm } from "@/components/account/language-form";
import { ProfileForm } from "@/components/account/profile-form";
import { Panel } from "@/components/patterns/panel";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { getLanguage } from "@/lib/auth/language";
import { pageAccount } from "@/lib/auth/page";
import { findEmailChange } from "@/lib/auth/profile/change-email";
import { supportContact } from "@/lib/env";
import { smtpSettings } from "@/lib/mail/smtp";
import { listOnlyOwned } from "@/lib/members/delete-account";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

export const metadata: Metadata = { title: "Your account" };

/** Who one is here. */
export default async function ProfilePage() {
  const account = await pageAccount();
  const { email, name, emailVerifiedAt } = account;
  const [change, onlyOwned] = [await findEmailChange(account), await listOnlyOwned(account)];
  const language = (await getLanguage(account)) ?? DEFAULT_LOCALE;
  return (
    <>
      <Panel title="Profile">
        <ProfileForm key={name} name={name} />
      </Panel>
      <Panel title="Language">
        <LanguageForm key={language} language={language} />
      </Panel>
      <Panel
        title="E-mail"
        description="You sign in with it, and mails about your account go there."
        actions={smtpSettings() ? <ChangeEmail /> : null}
      >
        <p className="wrap-anywhere font-medium">{email}</p>
        {smtpSettings() ? null : (
          <p className="mt-1 text-muted-foreground text-sm">
            It can't be changed, because this Rollcall has no mail server. Ask {supportContact()} to connect
            one.
          </p>
        )}
        {emailVerifiedAt || !smtpSettings() ? null : (
          <p className="mt-1 text-sm">
            Not verified.{" "}
            <a href="/account/verify" className="text-primary hover:underline">
              Verify it
            </a>
          </p>
        )}
        {change ? (
          <Alert tone="held" className="mt-4">
            <AlertTitle className="wrap-anywhere">Waiting to change to {change.email}</AlertTitle>
            <AlertDescription>{waitingFor(change)}</AlertDescription>
            <AlertActions>
              <CancelEmailChange />
            </AlertActions>
          </Alert>
        ) : null}
      </Panel>
      <Panel
        title="Delete account"
        description="You leave every organization. The organizations and what you did in them stay."
        actions={<DeleteAccount email={email} disabled={onlyOwned.length > 0} />}
      >
        {onlyOwned.length > 0 ? (
          <p className="wrap-anywhere text-muted-foreground">
            You are the only owner of {onlyOwned.join(", ")}. Make another member an owner first.
          </p>
        ) : null}
      </Panel>
    </>
  );
}

function waitingFor({ fromProved, toProved }: { fromProved: boolean; toProved: boolean }): string {
  if (fromProved) return "Open the link in the e-mail to the new address.";
  if (toProved) return "Open the link in the e-mail to your present address.";
  return "Open the links in both e-mails, in this browser. They work for 24 hours.";
}
