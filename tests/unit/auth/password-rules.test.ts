import { expect, test } from "vitest";
import { judgePassword } from "@/lib/auth/password-rules";

const ANNA = { name: "Anna Smith", email: "anna.smith@example.com" };
const strength = (password: string) => judgePassword(password, ANNA).strength;

test("length counts, and no kind of character is asked for", () => {
  expect(strength("elevenchars")).toBe("too short");
  expect(strength("velvet otter")).toBe("good");
  expect(strength("velvet otter under a bridge")).toBe("strong");
  expect(strength("🦦🌉🛶🌲🪵🏞🐟🌧🪨🌊🚣🛟")).toBe("good");
  expect(strength(`${"long and winding ".repeat(15)}x`)).toBe("strong");
  expect(judgePassword("x".repeat(257)).problem).toContain("256");
});

test("what attackers try first is refused", () => {
  const guessed = [
    ...[
      "password1234",
      "Password2026!",
      "PASSWORD-PASSWORD",
      "welcome12345",
      "administrator1",
      "letmein123456",
    ],
    ...["qwertyuiop12", "1q2w3e4r5t6y", "123456789012", "abcdefghijkl", "aaaaaaaaaaaaa", "abababababab"],
    ...["changeme2026!", "Summer2026!!"],
  ];
  for (const password of guessed) expect(strength(password), password).toBe("guessable");
});

test("a password made of the person's own name or address is refused, one that only mentions it is not", () => {
  for (const password of ["anna.smith-2026", "AnnaSmith1990", "rollcall-2026", "anna.smith@example.com"]) {
    expect(strength(password), password).toBe("guessable");
  }
  expect(strength("anna smith keeps seven otters")).toBe("strong");
});
