import { beginPath } from "@/lib/sso/links";

type Props = { providers: readonly { id: string; label: string }[]; next: string };

const LOOK =
  "flex h-9 items-center justify-center rounded-md border bg-card px-4 font-medium text-sm hover:bg-subtle max-sm:h-10";

/** Other ways to sign in than a password. Plain links: nothing of this weighs on the page. */
export function SignInLinks({ providers, next }: Props) {
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  const [sso, passkey] = [`/sign-in/sso${query}`, `/sign-in/passkey${query}`];
  return (
    <div className="mt-5 grid gap-2 border-t pt-5">
      {providers.map(({ id, label }) => (
        <a key={id} href={beginPath(id, { next })} className={LOOK}>
          Continue with {label}
        </a>
      ))}
      <a href={sso} className={LOOK}>
        Continue with your organization
      </a>
      <a href={passkey} className={LOOK}>
        Continue with a passkey
      </a>
    </div>
  );
}
