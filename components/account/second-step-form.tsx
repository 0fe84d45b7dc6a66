"use client";

import { useState } from "react";
import type { SignInOutcome } from "@/components/account/auth-client";
import { enterCode, showPasskey } from "@/components/account/second-step-client";
import { PlainButton, PlainError, PlainLine } from "@/components/patterns/plain-fields";
import { PlainForm, usePlainForm } from "@/components/patterns/plain-form";
import { unreachable } from "@/lib/errors";

type Way = "code" | "passkey" | "recovery_code";
type Props = { next: string; ways: { code: boolean; passkey: boolean } };

const ASK: Readonly<Record<Way, string>> = {
  code: "Use your authenticator app",
  passkey: "Use a passkey",
  recovery_code: "Use a recovery code",
};

/** Asks for the second factor; then opens `next`, a path of this site. */
export function SecondStepForm({ next, ways }: Props) {
  const all: Way[] = [
    ...(ways.code ? (["code"] as const) : []),
    ...(ways.passkey ? (["passkey"] as const) : []),
    "recovery_code",
  ];
  const [way, setWay] = useState<Way>(all[0] ?? "recovery_code");
  return (
    <div className="grid gap-5">
      <WayForm key={way} way={way} next={next} />
      <div className="grid justify-items-center gap-2 text-sm">
        {all
          .filter((other) => other !== way)
          .map((other) => (
            <button
              key={other}
              type="button"
              className="rounded-sm text-primary hover:underline"
              onClick={() => setWay(other)}
            >
              {ASK[other]}
            </button>
          ))}
        {/* A full load, as everywhere before somebody is inside. */}
        <a href="/sign-in" className="text-muted-foreground hover:underline">
          Start again
        </a>
      </div>
    </div>
  );
}

function WayForm({ way, next }: { way: Way; next: string }) {
  switch (way) {
    case "code":
      return (
        <CodeForm
          {...{ kind: way, next }}
          label="Code from your app"
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      );
    case "recovery_code":
      return <CodeForm {...{ kind: way, next }} label="Recovery code" autoComplete="off" />;
    case "passkey":
      return <PasskeyButton next={next} />;
    default:
      return unreachable(way);
  }
}

type CodeProps = {
  kind: "code" | "recovery_code";
  next: string;
  label: string;
  autoComplete: string;
  inputMode?: "numeric";
};

function CodeForm({ kind, next, label, autoComplete, inputMode }: CodeProps) {
  const { pending, error, attempt } = useAttempt(next);
  const form = usePlainForm(
    [{ name: "code", check: (typed) => (typed.trim() === "" ? "Enter the code." : null) }],
    async (read) => {
      if (!(await attempt(() => enterCode(kind, read("code"))))) form.select("code");
    },
  );
  return (
    <PlainForm form={form}>
      <PlainError error={error} />
      <PlainLine
        form={form}
        name="code"
        {...{ label, autoComplete, inputMode }}
        spellCheck={false}
        autoFocus
      />
      <PlainButton pending={pending}>Continue</PlainButton>
    </PlainForm>
  );
}

function PasskeyButton({ next }: { next: string }) {
  const { pending, error, attempt } = useAttempt(next);
  return (
    <div className="grid gap-5">
      <PlainError error={error} />
      <PlainButton pending={pending} autoFocus onClick={() => void attempt(showPasskey)}>
        Use a passkey
      </PlainButton>
    </div>
  );
}

/** Runs a sign-in; opens `next` once it worked, else says why it did not. */
export function useAttempt(next: string) {
  const [error, setError] = useState<{ message: string } | null>(null);
  const [pending, setPending] = useState(false);

  async function attempt(sign: () => Promise<SignInOutcome>): Promise<boolean> {
    setPending(true);
    setError(null);
    const outcome = await sign();
    // A full load, so that nothing of an earlier session stays in memory.
    if (outcome.ok) window.location.assign(next);
    else {
      setPending(false);
      setError({ message: outcome.message });
    }
    return outcome.ok;
  }

  return { pending, error, attempt };
}
