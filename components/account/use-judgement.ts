import { useDeferredValue, useEffect, useState } from "react";
import { type Judgement, judgePassword, type PasswordOwner } from "@/lib/auth/password-rules";

/** How good a password is, judged while it is typed; null until something is known. */
export function useJudgement(password: string, { email = "", name = "" }: PasswordOwner): Judgement | null {
  const typed = useDeferredValue(password);
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  useEffect(() => {
    let current = true;
    judgePassword(typed, { email, name }).then(
      (judged) => current && setJudgement(judged),
      // The lists did not load: the server judges again anyway.
      () => current && setJudgement(null),
    );
    return () => {
      current = false;
    };
  }, [typed, email, name]);
  return judgement;
}
