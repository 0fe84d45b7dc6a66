import { ArrowRight, FileSpreadsheet, GitCompareArrows, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { Wordmark } from "@/components/patterns/wordmark";
import { Button } from "@/components/ui/button";
import type { SignUpMode } from "@/lib/members/sign-up-mode";

const STEPS = [
  {
    icon: FileSpreadsheet,
    title: "Connect the file",
    text: "Point Rollcall at the CSV your HR system, member register or CRM exports to an SFTP server or an S3 bucket, let your IT team place it with Rollcall, or upload one manually.",
  },
  {
    icon: GitCompareArrows,
    title: "Review the plan",
    text: "Every file becomes a plan first: who is added, what changes and who is removed. Review it person by person before anything happens.",
  },
  {
    icon: ShieldCheck,
    title: "Let it run",
    text: "Rollcall runs every night. Changes beyond your limits wait for your approval, and every run keeps its results.",
  },
] as const;

/** The home page for visitors: what Rollcall does, sign up and sign in. */
export function Landing({ signUp }: { signUp: SignUpMode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b">
        <div className="mx-auto flex w-full max-w-5xl items-center justify-between px-4 py-3 sm:px-6">
          <Wordmark />
          <Button asChild variant="outline">
            <Link href="/sign-in">Sign in</Link>
          </Button>
        </div>
      </header>
      <main className="mx-auto flex w-full max-w-5xl flex-1 flex-col gap-14 px-4 py-16 sm:px-6 sm:py-24">
        <div className="max-w-2xl">
          <h1 className="text-balance font-semibold text-3xl tracking-[-0.025em] sm:text-4xl">
            Keep your users up to date with the file your HR system exports
          </h1>
          <p className="mt-4 max-w-xl text-pretty text-lg text-muted-foreground">
            Rollcall reads the file every night, shows you exactly what it will change, and applies all of it
            or nothing.
          </p>
          <div className="mt-7 flex flex-wrap items-center gap-3">
            {signUp === "open" ? (
              <Button asChild size="lg">
                <Link href="/sign-up">
                  Create an account
                  <ArrowRight aria-hidden="true" />
                </Link>
              </Button>
            ) : null}
            <Button asChild size="lg" variant={signUp === "open" ? "ghost" : "default"}>
              <Link href="/sign-in">{signUp === "open" ? "I have an account" : "Sign in"}</Link>
            </Button>
          </div>
          {signUp === "open" ? null : (
            <p className="mt-3 text-muted-foreground text-sm">
              {signUp === "invited"
                ? "Accounts are by invitation only. Open the link in your invitation."
                : "New accounts can't be created here."}
            </p>
          )}
        </div>
        <ol className="grid gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-3">
          {STEPS.map(({ icon: Icon, title, text }, index) => (
            <li key={title} className="bg-card p-5">
              <div className="flex items-center justify-between text-muted-foreground">
                <Icon className="size-5 text-primary" aria-hidden="true" />
                <span className="font-mono text-xs">{index + 1}</span>
              </div>
              <h2 className="mt-4 font-semibold">{title}</h2>
              <p className="mt-1 text-pretty text-muted-foreground text-sm">{text}</p>
            </li>
          ))}
        </ol>
      </main>
    </div>
  );
}
