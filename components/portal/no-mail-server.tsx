import Link from "next/link";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** For admins of an installation that sends no mails: they are kept for admins to read, or there are none. */
export function NoMailServer({ kept }: { kept: boolean }) {
  return (
    <Alert tone="held">
      <AlertTitle>
        {kept
          ? "No mail server is set up, so sign-in links are not sent"
          : "No mail server is set up, so users can't sign in to the portal"}
      </AlertTitle>
      <AlertDescription>
        {kept ? (
          <span>
            They are kept at{" "}
            <Link href="/dev/mails" className="text-primary underline underline-offset-4">
              Kept mails
            </Link>
            , where admins can read them and hand them on. Set SMTP_URL to send them.
          </span>
        ) : (
          <span>Whoever runs this Rollcall has to set SMTP_URL.</span>
        )}
      </AlertDescription>
    </Alert>
  );
}

/** For whoever wants to sign in there. */
export function NoSignInLinks() {
  return (
    <Alert tone="held">
      <AlertTitle>No mail server is set up</AlertTitle>
      <AlertDescription>
        <span>
          Sign-in links can't be sent, so nobody can sign in here yet. Tell the people who gave you this
          address.
        </span>
      </AlertDescription>
    </Alert>
  );
}
