"use client";

import { Keyboard, KeyRound, LifeBuoy, LogOut, MonitorSmartphone, UserRound } from "lucide-react";
import Link from "next/link";
import { signOutHere } from "@/components/account/auth-client";
import { ThemeChoices } from "@/components/patterns/theme-choices";
import { useLayoutData } from "@/components/shell/layout-context";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Kbd } from "@/components/ui/kbd";

/** The menu of the account: theme, account, sessions, help, sign out. */
export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { account, support } = useLayoutData();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger aria-label={`Account of ${account.name}`} className="rounded-full">
        <Avatar name={account.name} email={account.email} className="hover:border-primary" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-sm">{account.name}</p>
          <p className="truncate text-muted-foreground text-xs">{account.email}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <ThemeChoices />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden="true" />
            Your account
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/account/security">
            <KeyRound aria-hidden="true" />
            Security
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href="/account/sessions">
            <MonitorSmartphone aria-hidden="true" />
            Signed-in browsers
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator className={support ? undefined : "max-md:hidden"} />
        <DropdownMenuLabel className={support ? undefined : "max-md:hidden"}>Help</DropdownMenuLabel>
        {support ? <SupportItem contact={support} /> : null}
        <DropdownMenuItem onSelect={onKeys} className="max-md:hidden">
          <Keyboard aria-hidden="true" />
          Keyboard shortcuts
          <DropdownMenuShortcut>
            <Kbd>?</Kbd>
          </DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOutHere()}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** An e-mail address opens the mail program, a web address a new tab. */
function SupportItem({ contact }: { contact: string }) {
  const isWeb = /^https?:/i.test(contact);
  return (
    <DropdownMenuItem asChild>
      <a
        href={isWeb ? contact : `mailto:${contact}`}
        {...(isWeb ? { target: "_blank", rel: "noreferrer" } : {})}
      >
        <LifeBuoy aria-hidden="true" />
        <span className="grid min-w-0">
          Contact support
          <span className="truncate text-muted-foreground text-xs">
            {contact.replace(/^https?:\/\//i, "")}
          </span>
        </span>
      </a>
    </DropdownMenuItem>
  );
}
