import type { Metadata } from "next";
import { Authenticator } from "@/components/account/authenticator";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { AddPasskey, Passkeys } from "@/components/account/passkeys";
import { NewRecoveryCodes } from "@/components/account/recovery-codes";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Panel } from "@/components/patterns/panel";
import { RelativeTime } from "@/components/patterns/relative-time";
import { LinkedIdentities } from "@/components/sso/linked-identities";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { pageAccount } from "@/lib/auth/page";
import { safeNext } from "@/lib/auth/safe-next";
import { getSecurity } from "@/lib/auth/second-factor/read";
import { operatorProviders } from "@/lib/auth/sso/provider";
import { plural } from "@/lib/format/plural";
import { listIdentities } from "@/lib/sso/link";

export const metadata: Metadata = { title: "Security" };

/** How one signs in. `?required=` names the page of an organization that opens only with a second factor. */
export default async function SecurityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const account = await pageAccount();
  const { email, name, hasSecondFactor } = account;
  const security = await getSecurity(account);
  const linked = await listIdentities(account);
  const required = readParam(await searchParams, "required");
  const { authenticatorSince, passkeys, recoveryCodes } = security;
  return (
    <>
      {required ? <Required next={safeNext(required)} done={hasSecondFactor} /> : null}
      <Panel
        title="Authenticator app"
        description="A code from an app on your phone, asked for after your password."
        actions={<Authenticator isSetUp={authenticatorSince !== null} last={passkeys.length === 0} />}
      >
        {authenticatorSince ? (
          <p>
            Set up <RelativeTime at={authenticatorSince.toISOString()} />.
          </p>
        ) : (
          <p className="text-muted-foreground">Not set up.</p>
        )}
      </Panel>
      <Panel
        title="Passkeys"
        description="Sign in with your fingerprint, face or PIN instead of your password, or use it as your second factor."
        actions={<AddPasskey />}
        flush={passkeys.length > 0}
      >
        {passkeys.length > 0 ? (
          <Passkeys
            lastFactor={passkeys.length === 1 && !authenticatorSince}
            passkeys={passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
              ...passkey,
              createdAt: createdAt.toISOString(),
              lastUsedAt: lastUsedAt?.toISOString() ?? null,
            }))}
          />
        ) : (
          <p className="text-muted-foreground">No passkeys.</p>
        )}
      </Panel>
      {hasSecondFactor ? (
        <Panel
          title="Recovery codes"
          description="Each signs you in once when you have lost your second factor."
          actions={<NewRecoveryCodes />}
        >
          <p className={recoveryCodes < 3 ? "font-medium text-held" : undefined}>
            {plural(recoveryCodes, "code")} left.
          </p>
        </Panel>
      ) : null}
      <Panel
        title="Single sign-on"
        description="Providers that sign you in to this account instead of a password."
      >
        <LinkedIdentities
          linked={linked.map(({ id, label, email: address, issuer, lastUsedAt }) => ({
            ...{ id, label, email: address, issuer, lastUsedAt: lastUsedAt.toISOString() },
          }))}
          providers={operatorProviders().map(({ id, label }) => ({ id, label }))}
        />
      </Panel>
      {security.hasPassword ? (
        <Panel title="Password" description="A new password signs you out of every other browser.">
          <ChangePasswordForm email={email} name={name} />
        </Panel>
      ) : (
        <Panel title="Password" description="You sign in without a password.">
          <Button asChild variant="outline">
            <a href={`/forgot-password?email=${encodeURIComponent(email)}`}>Set a password by e-mail</a>
          </Button>
        </Panel>
      )}
    </>
  );
}

function Required({ next, done }: { next: string; done: boolean }) {
  return (
    <Alert tone={done ? "success" : "held"}>
      <AlertTitle>{done ? "You have a second factor" : "Set up a second factor to continue"}</AlertTitle>
      <AlertDescription>
        {done ? (
          <a href={next} className="text-primary hover:underline">
            Continue to your organization
          </a>
        ) : (
          "Your organization requires one: an authenticator app or a passkey."
        )}
      </AlertDescription>
    </Alert>
  );
}
