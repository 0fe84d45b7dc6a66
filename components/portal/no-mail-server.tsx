import Link from "next/link";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** For admins of an installation that sends no mails. */
export function NoMailServer() {
  return (
    <Alert tone="held">
      <AlertTitle>No mail server is set up, so sign-in links are not sent</AlertTitle>
      <AlertDescription>
        <span>
          They are kept at{" "}
          <Link href="/dev/mails" className="text-primary underline underline-offset-4">
            Kept mails
          </Link>
          , where admins can read them and hand them on. Set SMTP_URL to send them.
        </span>
      </AlertDescription>
    </Alert>
  );
}
