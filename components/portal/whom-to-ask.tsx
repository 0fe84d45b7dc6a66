import type { PortalTexts } from "@/lib/messages/texts";
import { isEmail } from "@/lib/values/email";

type Props = { contact: string; hasFile: boolean; t: PortalTexts };

/** "Ask hr@example.com to correct it": an address and a link can be followed. */
export function WhomToAsk({ contact, hasFile, t }: Props) {
  if (contact === "") return t(hasFile ? "me.askAnyoneFile" : "me.askAnyone");
  const href = isEmail(contact) ? `mailto:${contact}` : /^https:\/\/\S+$/.test(contact) ? contact : null;
  return t.rich(hasFile ? "me.askFile" : "me.ask", {
    contact,
    who: (shown) =>
      href === null ? (
        <bdi className="font-medium text-foreground">{shown}</bdi>
      ) : (
        <a href={href} rel="noreferrer" className="font-medium text-foreground underline underline-offset-4">
          {shown}
        </a>
      ),
  });
}
