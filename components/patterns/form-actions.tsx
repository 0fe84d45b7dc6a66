"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useModKey } from "@/components/patterns/use-mod-key";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

type Props = {
  /** The verb on the button: "Save Remote Source". */
  submit: string;
  pending: boolean;
  cancelHref?: string;
  /** More buttons, left of Cancel and submit. */
  children?: ReactNode;
};

/** The buttons at the end of a form on a page; a form in a dialog ends with `DialogFoot`. */
export function FormActions({ submit, pending, cancelHref, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:flex-col max-sm:items-stretch">
      <Button type="submit" pending={pending} className="max-sm:h-10">
        {submit}
      </Button>
      {cancelHref ? (
        <Button asChild variant="ghost" className="max-sm:h-10">
          <Link href={cancelHref}>Cancel</Link>
        </Button>
      ) : null}
      {children}
      <span className="ml-auto flex items-center gap-1 text-faint text-xs max-sm:hidden" aria-hidden="true">
        <Kbd>{useModKey()}</Kbd>
        <Kbd>↩</Kbd>
      </span>
    </div>
  );
}
