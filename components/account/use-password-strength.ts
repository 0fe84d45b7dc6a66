import { useDeferredValue, useEffect, useState } from "react";
import type { Judgement, PasswordOwner } from "@/lib/auth/password-judgement";
import { judgePassword } from "@/lib/auth/password-rules";

/** The strength of a password while it is typed; null until it is known. */
export function usePasswordStrength(
  password: string,
  { email = "", name = "" }: PasswordOwner,
): Judgement | null {
  const typed = useDeferredValue(password);
  const [result, setResult] = useState<Judgement | null>(null);
  useEffect(() => {
    let current = true;
    judgePassword(typed, { email, name }).then(
      (judged) => current && setResult(judged),
      // The word lists did not load: the server checks the password anyway.
      () => current && setResult(null),
    );
    return () => {
      current = false;
    };
  }, [typed, email, name]);
  return result;
}
