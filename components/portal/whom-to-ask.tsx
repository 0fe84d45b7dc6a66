import { isEmail } from "@/lib/values/email";

/** "Ask hr@example.com": an address and a link can be followed. */
export function WhomToAsk({ contact }: { contact: string }) {
  if (contact === "") return <>Ask the person who manages this workspace</>;
  const href = isEmail(contact) ? `mailto:${contact}` : /^https:\/\/\S+$/.test(contact) ? contact : null;
  return (
    <>
      Ask{" "}
      {href === null ? (
        <span className="font-medium text-foreground">{contact}</span>
      ) : (
        <a href={href} rel="noreferrer" className="font-medium text-foreground underline underline-offset-4">
          {contact}
        </a>
      )}
    </>
  );
}
