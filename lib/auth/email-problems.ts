import { type EmailFault, emailFault } from "@/lib/auth/read-email";

/** What is wrong with an address, in English. */
export const EMAIL_PROBLEMS: Readonly<Record<EmailFault, string>> = {
  long: "This is too long for an e-mail address.",
  address: "Enter an e-mail address such as anna@example.com.",
  domain: "The part after the @ is not a domain that mail can be sent to. Check it letter by letter.",
};

/** What is wrong with an address as it was typed; null for one that can be used. */
export function emailProblem(typed: string): string | null {
  const fault = emailFault(typed);
  return fault && EMAIL_PROBLEMS[fault];
}
