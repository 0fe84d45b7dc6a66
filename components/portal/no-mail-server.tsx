import Link from "next/link";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";

/** For admins of an installation without a mail server: mails are kept unsent, or not written. */
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
            They are listed with the{" "}
            <Link href="/dev/mails" className="text-primary underline underline-offset-4">
              unsent e-mails
            </Link>
            , where admins can copy them for users. Once a mail server is connected, they are sent.
          </span>
        ) : (
          <span>For your IT team: connect a mail server, so that sign-in links are sent.</span>
        )}
      </AlertDescription>
    </Alert>
  );
}
