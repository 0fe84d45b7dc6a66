"use client";

import { Download, FileSpreadsheet, FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useEffectEvent, useRef, useState, useTransition } from "react";
import { ActionErrorPanel } from "@/components/patterns/action-error-panel";
import { UnsavedChanges } from "@/components/patterns/unsaved-changes";
import { useScope } from "@/components/patterns/use-scope";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { useFileOnTheWay } from "@/components/uploads/on-the-way";
import { type Sent, sendFile } from "@/components/uploads/send-file";
import { cn } from "@/lib/cn";
import { formatBytes } from "@/lib/format/bytes";
import { ROW_PARAMS } from "@/lib/uploads/row-params";

type Props = {
  uploaded: { fileName: string; sizeBytes: number; sha256: string } | null;
  sizeBytesMax: number;
  templateHref: string;
  /** The URL parameter with its id: of the users file, or of the managers file. */
  param?: "upload" | "managers";
};

const WORDS = {
  upload: { drop: "Drop a CSV file or an Excel workbook here", input: "CSV file or Excel workbook" },
  managers: { drop: "Drop the managers file here", input: "Managers file" },
} as const;

type Sending = { name: string; sizeBytes: number; share: number; abort: () => void };

/** Drop area and file button. The file is uploaded immediately, then the page shows its contents. */
export function DropFile({ uploaded, sizeBytesMax, templateHref, param = "upload" }: Props) {
  const { sending, error, send } = useSending(sizeBytesMax, param);
  const words = WORDS[param];
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  // A file selected before hydration: its change event was lost.
  const early = useEffectEvent((file: File) => send(file));
  useEffect(() => {
    const file = input.current?.files?.[0];
    if (file) void early(file);
  }, []);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void send(file);
  }

  if (sending)
    return (
      <>
        <UnsavedChanges when />
        <SendingFile sending={sending} />
      </>
    );
  return (
    <div className="grid gap-3">
      <ActionErrorPanel error={error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button does the same for keyboards */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          "flex flex-wrap items-center gap-4 rounded-md border border-dashed p-5 transition-colors",
          over ? "border-primary bg-primary-soft" : "bg-subtle",
          !uploaded && param === "upload" && "flex-col py-10 text-center",
        )}
      >
        {uploaded ? (
          <FileSpreadsheet className="size-5 text-muted-foreground" aria-hidden="true" />
        ) : (
          <FileUp className="size-6 text-muted-foreground" aria-hidden="true" />
        )}
        <div className={cn("min-w-0", uploaded || param === "managers" ? "flex-1 basis-44" : "max-w-full")}>
          <p className="break-words font-medium">{uploaded ? uploaded.fileName : words.drop}</p>
          <p className="text-muted-foreground text-sm">
            {uploaded
              ? `${formatBytes(uploaded.sizeBytes)} · SHA-256 ${uploaded.sha256.slice(0, 12)}…`
              : `CSV or .xlsx with a header row, also as .gz or .zip, up to ${formatBytes(sizeBytesMax)}`}
          </p>
        </div>
        <Button
          variant={uploaded || param === "managers" ? "outline" : "default"}
          onClick={() => input.current?.click()}
        >
          {uploaded ? "Choose another file" : "Choose a file"}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,.xlsm,.gz,.zip,text/csv,text/plain"
          aria-label={words.input}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void send(file);
          }}
        />
      </div>
      {uploaded ? null : (
        <a
          href={templateHref}
          download
          className="inline-flex w-fit items-center gap-1.5 rounded-sm text-primary text-sm underline-offset-4 hover:underline"
        >
          <Download className="size-3.5" aria-hidden="true" />
          Download a CSV template
        </a>
      )}
    </div>
  );
}

function useSending(sizeBytesMax: number, param: "upload" | "managers") {
  const router = useRouter();
  const scope = useScope();
  const { hrefWith } = useUrlParams();
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<Extract<Sent, { ok: false }>["error"] | null>(null);
  // The upload counts as running until the page shows the file.
  const [isSettling, settle] = useTransition();
  useFileOnTheWay(sending !== null || isSettling);

  async function send(file: File): Promise<void> {
    const refusal = refusalOf(file, sizeBytesMax);
    setError(refusal);
    if (refusal) return;
    const { name, size: sizeBytes } = file;
    const onProgress = (share: number) => setSending((now) => now && { ...now, share });
    const { sent, abort } = sendFile({ scope, file, onProgress });
    setSending({ name, sizeBytes, share: 0, abort });
    const result = await sent;
    settle(() => {
      setSending(null);
      if (!result.ok) setError(result.error);
      else router.replace(hrefWith({ [param]: result.uploadId, ...otherRows(param) }), { scroll: false });
    });
  }

  return { sending, error, send };
}

/** Resets the row settings of the previous file. */
function otherRows(param: "upload" | "managers") {
  const { headerRow, footerRows } = ROW_PARAMS[param === "upload" ? "users" : "managers"];
  return { [headerRow]: null, [footerRows]: null };
}

/** The checks of the server, made before anything is sent. */
function refusalOf(file: File, sizeBytesMax: number) {
  if (file.size === 0)
    return { message: "The file is empty.", remedy: "Export the file again, then upload the new one." };
  if (file.size <= sizeBytesMax) return null;
  return {
    message: `The file is ${formatBytes(file.size)}. The limit is ${formatBytes(sizeBytesMax)}.`,
    remedy: "Remove columns that no profile field needs, or attach a Remote Source.",
  };
}

function SendingFile({ sending }: { sending: Sending }) {
  const { name, sizeBytes, share, abort } = sending;
  const sentBytes = Math.round(share * sizeBytes);
  return (
    <div className="grid gap-2 rounded-md border bg-subtle p-5">
      <div className="flex items-center justify-between gap-4">
        <p className="min-w-0 truncate font-medium">{name}</p>
        <Button variant="outline" size="sm" onClick={abort}>
          Cancel upload
        </Button>
      </div>
      <Progress value={share * 100} label="Upload" />
      <p className="text-muted-foreground text-sm">
        {share >= 1 ? "Reading the file" : `${formatBytes(sentBytes)} of ${formatBytes(sizeBytes)}`}
      </p>
    </div>
  );
}
