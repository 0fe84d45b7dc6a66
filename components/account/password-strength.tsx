"use client";

import { usePasswordStrength } from "@/components/account/use-password-strength";
import type { PasswordStrength } from "@/lib/auth/password-judgement";
import { PASSWORD_LENGTH_MIN } from "@/lib/auth/password-rules";
import { cn } from "@/lib/cn";

const BARS: Readonly<Record<PasswordStrength, { filled: number; label: string; className: string }>> = {
  "too short": { filled: 1, label: "Too short", className: "bg-danger" },
  guessable: { filled: 1, label: "Easy to guess", className: "bg-danger" },
  good: { filled: 2, label: "Good", className: "bg-success" },
  strong: { filled: 3, label: "Strong", className: "bg-success" },
};

/** The strength of the password typed so far, as bars and a label. */
export function PasswordStrengthMeter({
  password,
  email,
  name,
}: {
  password: string;
  email: string;
  name: string;
}) {
  const result = usePasswordStrength(password, { email, name });
  if (password === "" || !result)
    return <p>{PASSWORD_LENGTH_MIN} characters or more. A few unrelated words work well.</p>;
  const { filled, label, className } = BARS[result.strength];
  return (
    <div className="grid gap-1.5" aria-live="polite">
      <div className="flex gap-1" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={cn("h-1 flex-1 rounded-full bg-muted", bar <= filled && className)} />
        ))}
      </div>
      <p>
        {label}
        {result.problem && result.strength === "guessable" ? `: ${result.problem}` : ""}
      </p>
    </div>
  );
}
