import { expect, test } from "vitest";
import { judgePassword } from "@/lib/auth/password-rules";

const ANNA = { name: "Anna Smith", email: "anna.smith@example.com" };
const strength = async (password: string) => (await judgePassword(password, ANNA)).strength;

test("length counts, and no kind of character is asked for", async () => {
  expect(await strength("elevenchars")).toBe("too short");
  expect(await strength("velvet otter")).toBe("good");
  expect(await strength("velvet otter under a bridge")).toBe("strong");
  expect(await strength("🦦🌉🛶🌲🪵🏞🐟🌧🪨🌊🚣🛟")).toBe("strong");
  expect(await strength(`${"long and winding ".repeat(15)}x`)).toBe("strong");
  expect((await judgePassword("x".repeat(257))).problem).toContain("256");
});

test("what attackers try first is refused", async () => {
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
  for (const password of guessed) expect(await strength(password), password).toBe("guessable");
});

test("a password made of the person's own name or address is refused, one that only mentions it is not", async () => {
  for (const password of ["anna.smith-2026", "AnnaSmith1990", "rollcall-2026", "anna.smith@example.com"]) {
    expect(await strength(password), password).toBe("guessable");
  }
  expect(await strength("anna smith keeps seven otters")).toBe("strong");
});

test("what a common word is decorated with does not make it a secret", async () => {
  for (const password of ["Liverpool2026", "!!iloveyou2026!!", "Organization#1", "Company-2026!"]) {
    expect(await strength(password), password).toBe("guessable");
  }
});

test("a refusal says in plain words what is wrong", async () => {
  const problem = async (password: string) => (await judgePassword(password, ANNA)).problem;
  expect(await problem("abcdefghijklmn")).toBe(
    "It is a sequence such as abc or 6543. Use something less regular.",
  );
  expect(await problem("1q2w3e4r5t6y")).toBe(
    "It is one of the passwords that attackers try first. Use a different one.",
  );
  expect(await problem("anna.smith@example.com")).toBe(
    "It is mostly your own name or address. Use something that can't be looked up.",
  );
});

test("a long password is judged by its first 100 characters, so that judging takes no time worth attacking", async () => {
  expect(await strength(`${"a".repeat(100)} velvet otter under a bridge`)).toBe("guessable");
  expect(await strength(`velvet otter under a bridge ${"a".repeat(150)}`)).toBe("strong");
});
