"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { useForm } from "react-hook-form";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { FormShell } from "@/components/patterns/form-shell";
import { lazyResolver } from "@/components/patterns/lazy-resolver";
import { PictureInput } from "@/components/patterns/picture-input";
import { sendPicture } from "@/components/patterns/send-picture";
import { TextField } from "@/components/patterns/text-field";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { logoGround } from "@/components/portal/brand";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { removeLogoAction, setAccentAction } from "@/lib/organizations/actions";
import { accentColours, readHex, THEMES } from "@/lib/values/accent";

type Refusal = { message: string; remedy?: string };

/** The logo as it is, another file for it, and its removal. */
export function LogoForm({ logo }: { logo: { src: string; isLight: boolean } | null }) {
  const { org } = useScope();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [isSending, send] = useTransition();
  const remove = useAction(removeLogoAction, { success: "Logo removed" });

  function upload(file: File): void {
    setError(null);
    send(async () => {
      const sent = await sendPicture("/api/logo", { org }, file);
      if (!sent.ok) return setError(sent.error);
      toast.success("Logo saved");
      router.refresh();
    });
  }

  return (
    <div className="grid max-w-md justify-items-start gap-3">
      <p className="font-medium text-sm">Logo</p>
      {logo ? (
        <span className={cn("inline-flex rounded-md border", logoGround(logo.isLight))}>
          {/* biome-ignore lint/performance/noImgElement: a data address, which no optimizer takes */}
          <img src={logo.src} alt="Current logo" className="max-h-16 max-w-60 object-contain p-2" />
        </span>
      ) : null}
      <ActionErrorPanel error={error} />
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" pending={isSending} onClick={() => input.current?.click()}>
          {logo ? "Replace logo" : "Upload logo"}
        </Button>
        {logo ? (
          <Button variant="ghost" pending={remove.pending} onClick={() => remove.run({ org }, {})}>
            Remove logo
          </Button>
        ) : null}
      </div>
      <PictureInput input={input} label="Logo file" onPicked={upload} />
      <p className="text-muted-foreground text-sm">
        PNG, JPEG, WebP or GIF, up to 8 MB. Portals show it at the top of each page and where users sign in.
      </p>
    </div>
  );
}

const resolver = lazyResolver(async () => (await import("@/lib/organizations/schema")).accentInput);

/** The accent colour, and what each theme makes of it. */
export function AccentForm({ accent }: { accent: string | null }) {
  const { org } = useScope();
  const form = useForm<{ accent: string }, unknown, { accent: string | null }>({
    resolver,
    defaultValues: { accent: accent ?? "" },
  });
  const { run, pending } = useAction(
    (input: { accent: string | null }) => setAccentAction({ org }, { accent: input.accent ?? "" }),
    { form, success: "Accent colour saved" },
  );
  const chosen = readHex(form.watch("accent"));
  return (
    <FormShell form={form} onSubmit={run} className="max-w-md justify-items-start">
      <TextField
        control={form.control}
        name="accent"
        label="Accent colour"
        mono
        placeholder="#0a7bff"
        autoComplete="off"
        spellCheck={false}
        className="w-full"
        help="In hex. Portals use it for buttons and links. Leave it empty for the standard colour."
      />
      {chosen ? <Samples accent={chosen} /> : null}
      <Button type="submit" variant="outline" pending={pending}>
        Save accent colour
      </Button>
    </FormShell>
  );
}

const GROUNDS = { light: "#ffffff", dark: "#16191a" } as const;
const NAMES = { light: "Light", dark: "Dark" } as const;
const MADE = { light: "darkened", dark: "lightened" } as const;

function Samples({ accent }: { accent: string }) {
  const colours = accentColours(accent);
  const changed = THEMES.filter((theme) => colours[theme].isAdjusted);
  const notes = changed.map((theme) => `${MADE[theme]} to ${colours[theme].colour} in the ${theme} theme`);
  return (
    <div className="grid w-full gap-2">
      <div className="grid gap-2 sm:grid-cols-2">
        {THEMES.map((theme) => (
          <div
            key={theme}
            className="flex items-center justify-between gap-3 rounded-md border px-3 py-2.5 text-sm"
            style={{ background: GROUNDS[theme], color: colours[theme].colour }}
          >
            <span className="underline underline-offset-4">{NAMES[theme]}</span>
            <span
              className="rounded-md px-2 py-1 font-medium"
              style={{ background: colours[theme].colour, color: colours[theme].text }}
            >
              Sign in
            </span>
          </div>
        ))}
      </div>
      <p className="text-muted-foreground text-sm" aria-live="polite">
        {notes.length > 0
          ? `So that text in it can be read, it is ${notes.join(" and ")}.`
          : "It can be read in both themes as it is."}
      </p>
    </div>
  );
}
