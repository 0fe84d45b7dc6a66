import { expect, test } from "vitest";
import { normalEmail } from "@/lib/auth/email";

test("an address has one spelling, however it is typed", () => {
  for (const typed of ["Anna@Example.com", "  anna@example.com ", "ANNA@EXAMPLE.COM", "ａnna@example.com"]) {
    expect(normalEmail(typed)).toBe("anna@example.com");
  }
  expect(normalEmail("anna+rollcall@sub.example.co.uk")).toBe("anna+rollcall@sub.example.co.uk");
  expect(normalEmail("anna@münchen.example")).toBe("anna@münchen.example");
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
