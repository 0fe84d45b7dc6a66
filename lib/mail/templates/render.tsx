import type { Letter, Mail } from "@/lib/mail/mail";
import { textOf } from "@/lib/mail/templates/text";

/** A mail in both forms. What renders HTML is loaded with the first mail: most processes never send one. */
export async function renderMail(letter: Letter & Pick<Mail, "to">): Promise<Mail> {
  const [{ render }, { MailLayout }] = await Promise.all([
    import("@react-email/render"),
    import("@/lib/mail/templates/layout"),
  ]);
  const { to, subject, unsubscribe, id } = letter;
  return {
    to,
    subject,
    unsubscribe,
    id,
    text: textOf(letter),
    html: await render(<MailLayout letter={letter} />),
  };
}
