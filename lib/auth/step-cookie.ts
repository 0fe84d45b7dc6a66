import { cookies } from "next/headers";
import { cookie } from "@/lib/auth/cookies";
import { SECOND_STEP_MS } from "@/lib/auth/start-session";

/** The secret of a half sign-in that the browser of the current request holds; null without one. */
export async function readStep(): Promise<string | null> {
  return (await cookies()).get(cookie("step").name)?.value ?? null;
}

/** No other browser can go on with it. */
export async function rememberStep(step: string): Promise<void> {
  const { name, options } = cookie("step");
  (await cookies()).set(name, step, { ...options, maxAge: SECOND_STEP_MS / 1000 });
}

export async function forgetStep(): Promise<void> {
  const { name, options } = cookie("step");
  const jar = await cookies();
  if (jar.has(name)) jar.set(name, "", { ...options, maxAge: 0 });
}
