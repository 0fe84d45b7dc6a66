import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { CopyButton } from "@/components/patterns/copy-button";
import { Elapsed } from "@/components/patterns/elapsed";
import { type Fact, Facts } from "@/components/patterns/facts";
import { RelativeTime } from "@/components/patterns/relative-time";
import { startedBy } from "@/components/runs/trigger-labels";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import { describeLayers } from "@/lib/format/layers";
import { formatNumber } from "@/lib/format/number";
import type { FileChoice } from "@/lib/model/file";
import type { RunDetail } from "@/lib/runs/views/types";
import { workedMs } from "@/lib/runs/views/worked-ms";

type Props = { run: RunDetail; workspaceName: string; base: string };

/** The facts of a run, folded: the result comes first. What is read most is in the line that opens them. */
export function RunFacts({ run, workspaceName, base }: Props) {
  return (
    <details className="group rounded-lg border bg-card">
      <summary className="flex cursor-pointer list-none items-baseline gap-2 rounded-lg px-4 py-2.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 shrink-0 self-center text-muted-foreground transition-transform group-open:rotate-90 motion-reduce:transition-none"
          aria-hidden="true"
        />
        <span className="shrink-0 font-medium">Details of this run</span>
        {run.source ? (
          <span className="min-w-0 truncate text-muted-foreground text-sm max-sm:hidden">
            {fileNameOf(run.source.path)}, {formatBytes(run.source.sizeBytes)}
          </span>
        ) : null}
      </summary>
      <Facts
        className="border-t p-4"
        columns={4}
        items={[
          ...runFacts(run, workspaceName, base),
          ...fileFacts(run),
          ...managersFacts(run),
          ...mappingFacts(run, base),
          ...decisionFacts(run),
          ...planFacts(run),
        ]}
      />
    </details>
  );
}

function fileNameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** Below the title: the home of the sync, who started the run, and how long it took. */
export function RunByline({ run, base }: { run: RunDetail; base: string }) {
  return (
    <span className="wrap-anywhere">
      <SyncHome run={run} base={base} />
      {` · ${startedBy(run)}`}
      <Duration run={run} />
    </span>
  );
}

function SyncHome({ run: { sync }, base }: { run: RunDetail; base: string }) {
  if (sync.detached) return `${sync.name} (detached)`;
  return (
    <Link className="text-primary underline-offset-4 hover:underline" href={`${base}/syncs/${sync.id}`}>
      {sync.name}
    </Link>
  );
}

function runFacts(run: RunDetail, workspaceName: string, base: string): Fact[] {
  return [
    {
      label: "Sync",
      value: <SyncHome run={run} base={base} />,
    },
    { label: "Workspace", value: workspaceName },
    { label: "Started by", value: startedBy(run) },
    {
      label: "When",
      value: (
        <>
          <RelativeTime at={run.startedAt ?? run.createdAt} />
          <Duration run={run} />
        </>
      ),
    },
  ];
}

function fileFacts({ source, mode, trigger }: RunDetail): Fact[] {
  if (!source) return [];
  const facts: Fact[] = [
    { label: "File", value: source.path, mono: true },
    ...(source.layers ? [{ label: "Unpacked", value: describeLayers(source.layers) }] : []),
    { label: "Size", value: formatBytes(source.sizeBytes) },
    { label: "Modified", value: <RelativeTime at={source.modifiedAt} never="Unknown" /> },
    {
      label: "SHA-256",
      value: <Sha256 of={source.sha256} />,
      mono: true,
    },
    ...choiceFacts(source.choice, "Chosen"),
  ];
  if (trigger !== "upload") return facts;
  return [
    ...facts,
    { label: "Import mode", value: mode === "complete" ? "Full list" : "Add and update only" },
  ];
}

function managersFacts({ managers }: RunDetail): Fact[] {
  if (!managers) return [];
  const { path, sizeBytes, modifiedAt, sha256, choice, layers } = managers.source;
  return [
    { label: "Managers file", value: path, mono: true },
    ...(layers ? [{ label: "Managers file unpacked", value: describeLayers(layers) }] : []),
    { label: "Managers file size", value: formatBytes(sizeBytes) },
    { label: "Managers file modified", value: <RelativeTime at={modifiedAt} never="Unknown" /> },
    { label: "Managers file SHA-256", value: <Sha256 of={sha256} />, mono: true },
    ...choiceFacts(choice, "Managers file chosen"),
  ];
}

const OTHERS_NAMED = 3;

/** Why this file was read: the pattern that it matched, with what else did, or a person. */
function choiceFacts(choice: FileChoice | undefined, label: string): Fact[] {
  if (!choice) return [];
  const { pattern, others, othersCount, ahead, isAsked } = choice;
  if (isAsked) return [{ label, value: `Selected by a person instead of ${pattern}` }];
  const named = others.slice(0, OTHERS_NAMED);
  const more = othersCount - named.length;
  const rest =
    named.length === 0
      ? ", as the only file"
      : `. Also matched: ${named.join(", ")}${more > 0 ? ` and ${formatNumber(more)} more` : ""}`;
  const left = ahead ? `. Not taken, because its date is later than tomorrow: ${ahead}` : "";
  return [
    { label, value: <span className="wrap-anywhere">{`Newest match of ${pattern}${rest}${left}`}</span> },
  ];
}

/** The mapping version of the run, linked while the sync exists. */
function mappingFacts({ mapping: { version, current }, sync }: RunDetail, base: string): Fact[] {
  if (version === null) return [];
  const words = `Version ${version}${current ? "" : ", changed since"}`;
  const href = `${base}/syncs/${sync.id}/mapping?version=${version}`;
  return [
    {
      label: "Mapping",
      value: sync.detached ? (
        words
      ) : (
        <Link className="text-primary underline-offset-4 hover:underline" href={href}>
          {words}
        </Link>
      ),
    },
  ];
}

/** What an approval through the API has to name, and what the audit log says was approved. */
function planFacts({ planHash }: RunDetail): Fact[] {
  if (!planHash) return [];
  return [{ label: "Plan hash", value: <Sha256 of={planHash} label="Copy plan hash" />, mono: true }];
}

function Sha256({ of: sha256, label = "Copy SHA-256" }: { of: string; label?: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="max-w-[13ch] truncate">{sha256}</span>
      <CopyButton value={sha256} label={label} />
    </span>
  );
}

function decisionFacts({ decision, decidedBy, decidedAt }: RunDetail): Fact[] {
  if (!decision || !decidedBy || !decidedAt) return [];
  return [
    {
      label: decision === "discard" ? "Discarded by" : "Approved by",
      value: (
        <>
          {decidedBy}, <RelativeTime at={decidedAt} />
        </>
      ),
    },
  ];
}

function Duration({ run }: { run: RunDetail }) {
  if (run.state === "running" && run.startedAt) {
    return (
      <>
        , for <Elapsed since={run.startedAt} />
      </>
    );
  }
  const worked = workedMs(run);
  // The planning time of an undo is not recorded.
  return worked ? `, took ${formatDuration(worked)}` : null;
}
