import Link from "next/link";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** For admins of an installation without a mail server: mails go to the Outbox, or nowhere. */
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
            They are listed in the{" "}
            <Link href="/dev/mails" className="text-primary underline underline-offset-4">
              Outbox
            </Link>
            , where admins can copy them for users. To send them, set SMTP_URL.
          </span>
        ) : (
          <span>For your IT team: set SMTP_URL to send sign-in links.</span>
        )}
      </AlertDescription>
    </Alert>
  );
}
