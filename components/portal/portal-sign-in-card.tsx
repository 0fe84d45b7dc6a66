import type { ReactNode } from "react";

type Props = {
  names: { organization: string; workspace: string };
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** The portal before sign-in: whose it is, and one thing to do. */
export function PortalSignInCard({ names, title, description, children }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-subtle px-4 py-10 sm:pt-[12vh]">
      <p className="mb-6 max-w-sm text-center">
        <span className="wrap-anywhere block font-semibold text-lg">
          <bdi>{names.workspace}</bdi>
        </span>
        <span className="wrap-anywhere block text-muted-foreground">
          <bdi>{names.organization}</bdi>
        </span>
      </p>
      <div className="w-full max-w-sm rounded-xl border bg-card p-6 sm:p-7">
        <h1 className="text-balance font-semibold text-xl tracking-[-0.015em]">{title}</h1>
        {description ? (
          <div className="wrap-anywhere mt-1 text-pretty text-muted-foreground">{description}</div>
        ) : null}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  );
}
