"use client";

import { BookOpen, Download, Keyboard, LifeBuoy, type LucideIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useLayoutData } from "@/components/shell/layout-context";
import { pageHelp } from "@/components/shell/page-help";
import { Kbd } from "@/components/ui/kbd";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onKeys: () => void;
  /** Below the rest. */
  children: ReactNode;
};

/** What this page is for, and where to read on, below the button in the top bar. */
export function HelpPopover({ open, onOpenChange, onKeys, children }: Props) {
  const { support } = useLayoutData();
  const about = pageHelp(usePathname());
  const { opener, returnFocus } = useReturnFocus();
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor className="pointer-events-none absolute inset-0" />
      <PopoverContent
        align="end"
        aria-label="Help"
        className="max-h-[80vh] w-[min(22rem,calc(100vw-1rem))] overflow-y-auto p-0"
        onCloseAutoFocus={(event) => {
          if (document.activeElement === document.body) returnFocus(event);
        }}
      >
        {opener}
        {about ? (
          <div className="grid gap-1 border-b p-3">
            <h2 className="font-semibold">{about.title}</h2>
            <p className="text-pretty text-muted-foreground text-sm">{about.text}</p>
          </div>
        ) : null}
        <ul className="grid p-1">
          <li>
            <Line icon={BookOpen} href="/help/file-format" target="_blank">
              File format and issue codes
            </Line>
          </li>
          <li>
            <Line icon={Download} href="/help/sample.csv" download>
              Download a sample CSV
            </Line>
          </li>
          <li className="max-md:hidden">
            <button
              type="button"
              className={LINE}
              onClick={() => {
                onOpenChange(false);
                onKeys();
              }}
            >
              <Keyboard className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
              <span className="flex-1">Keyboard shortcuts</span>
              <Kbd>?</Kbd>
            </button>
          </li>
          {support ? (
            <li>
              <Contact contact={support} />
            </li>
          ) : null}
        </ul>
        <div className="border-t p-3 empty:hidden">{children}</div>
      </PopoverContent>
    </Popover>
  );
}

const LINE =
  "flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left text-sm hover:bg-accent focus-visible:outline-offset-[-2px] max-md:min-h-11";

type LineProps = {
  icon: LucideIcon;
  href: string;
  target?: "_blank";
  download?: boolean;
  children: ReactNode;
};

function Line({ icon: Icon, children, ...link }: LineProps) {
  return (
    <a {...link} rel="noreferrer" className={cn(LINE)}>
      <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <span className="grid min-w-0">{children}</span>
    </a>
  );
}

/** An e-mail address opens the mail program, a web address a new tab. */
function Contact({ contact }: { contact: string }) {
  const isWeb = /^https?:/i.test(contact);
  return (
    <Line
      icon={LifeBuoy}
      href={isWeb ? contact : `mailto:${contact}`}
      {...(isWeb ? { target: "_blank" } : {})}
    >
      <span>Contact support</span>
      <span className="truncate text-muted-foreground text-xs">{contact.replace(/^https?:\/\//i, "")}</span>
    </Line>
  );
}
