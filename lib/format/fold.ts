/** What is left of a text when letter case, spaces and signs do not count: " E-mail_Address" -> "emailaddress". */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Whether what was typed into a search occurs in the text, in any letter case. Nothing typed occurs in every text. */
export function includesTyped(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}
