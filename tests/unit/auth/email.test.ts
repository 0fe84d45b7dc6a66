import { expect, test } from "vitest";
import { emailSchema } from "@/lib/auth/email";
import { normalEmail } from "@/lib/auth/read-email";

test("an address has one spelling, however it is typed", () => {
  for (const typed of ["Anna@Example.com", "  anna@example.com ", "ANNA@EXAMPLE.COM", "ａnna@example.com"]) {
    expect(normalEmail(typed)).toBe("anna@example.com");
  }
  expect(normalEmail("anna+rollcall@sub.example.co.uk")).toBe("anna+rollcall@sub.example.co.uk");
});

test("what could be taken for another person's address is none", () => {
  const refused = [
    ...["", "anna", "anna@", "@example.com", "anna@example", "anna@@example.com", "a@b@example.com"],
    // A full-width at sign is folded to a second @, and a Cyrillic а only looks like an a.
    ...["anna＠evil.example@example.com", "\u0430nna@example.com", "an na@example.com", "anna@exa mple.com"],
    ...["anna@-example.com", "anna@example..com", `${"a".repeat(65)}@example.com`, "anna\u0000@example.com"],
  ];
  for (const typed of refused) expect(normalEmail(typed), typed).toBeNull();
});

test("a domain is kept in ASCII, so that a look-alike is another address than the one it imitates", () => {
  expect(normalEmail("anna@m\u00fcnchen.example")).toBe("anna@xn--mnchen-3ya.example");
  expect(normalEmail("anna@mu\u0308nchen.example")).toBe("anna@xn--mnchen-3ya.example");
  expect(normalEmail("anna@xn--mnchen-3ya.example")).toBe("anna@xn--mnchen-3ya.example");
  // With a Cyrillic letter in it.
  expect(normalEmail("anna@ex\u0430mple.com")).toBe("anna@xn--exmple-4nf.com");
});

test("a domain that can't be one is refused, and the text says that it is the domain", () => {
  const refused = [
    ...["anna@xn--a.example", "anna@1.2.3.44", "anna@0x7f.0.0.1", "anna@[::1].example", "anna@a:b.example"],
    ...["anna@exa/mple.com", "anna@exa?mple.com", "anna@-a.example", `anna@${"\u00fc".repeat(62)}.example`],
    ...["anna@exam%70le.com", "anna@a_b.example", "anna@example.c", "anna@exa\\mple.com", "anna@a#b.com"],
  ];
  for (const typed of refused) {
    const read = emailSchema.safeParse(typed);
    expect(
      read.error?.issues.map(({ message }) => message),
      typed,
    ).toEqual(["The part after the @ is not a domain that mail can be sent to. Check it letter by letter."]);
  }
});
