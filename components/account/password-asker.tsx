"use client";

import { useEffect, useState } from "react";
import { registerAsker } from "@/components/patterns/ask-password";
import { deferDialog } from "@/components/patterns/deferred-dialog";

/** Not early: few pages ever ask, and the server was there a moment ago. */
const ConfirmPassword = deferDialog(
  async () => (await import("@/components/account/confirm-password")).ConfirmPassword,
  { early: false },
);

type Question = { answer: (isConfirmed: boolean) => void };

/** Asks for the password before a sensitive action is tried again. One for the whole app. */
export function PasswordAsker() {
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => registerAsker(() => new Promise((answer) => setQuestion({ answer }))), []);

  function close(isConfirmed: boolean) {
    question?.answer(isConfirmed);
    setQuestion(null);
  }

  return (
    <ConfirmPassword
      open={question !== null}
      onOpenChange={(open) => !open && close(false)}
      onConfirmed={() => close(true)}
    />
  );
}
