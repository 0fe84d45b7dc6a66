import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CrumbLabel } from "@/components/patterns/crumb-label";
import { DayTime } from "@/components/patterns/day-time";

type Props = {
  title: string;
  /** The day and time that the title ends with. */
  at?: Date;
  /** One line: what the page is for. */
  description?: ReactNode;
  /** The primary action, and at most two others. */
  actions?: ReactNode;
  /** Beside the title: a state pill, a badge. */
  meta?: ReactNode;
  back?: { href: string; label: string };
};

export function PageHeader({ title, at, description, actions, meta, back }: Props) {
  return (
    <header className="flex flex-col gap-3">
      <CrumbLabel label={title} />
      {back ? (
        <Link
          href={back.href}
          className="-ml-1 inline-flex w-fit items-center gap-1 rounded-sm px-1 text-muted-foreground text-sm hover:text-foreground"
        >
          <ArrowLeft className="size-3.5" aria-hidden="true" />
          <bdi>{back.label}</bdi>
        </Link>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-balance wrap-anywhere font-semibold text-2xl tracking-[-0.015em]">
              <bdi>{title}</bdi>
              {at ? (
                <>
                  , <DayTime at={at} />
                </>
              ) : null}
            </h1>
            {meta}
          </div>
          {description ? <div className="mt-1 text-pretty text-muted-foreground">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
