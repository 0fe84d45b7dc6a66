import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Equal,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  Replace,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { cn } from "@/lib/cn";
import type { RunPhase } from "@/lib/model/run";
import { isWaitingForFile, type RunState } from "@/lib/model/run-state";

type Tone = "success" | "running" | "held" | "danger" | "neutral";

type Look = { label: string; tone: Tone; icon: LucideIcon };

const LOOKS: Readonly<Record<RunState, Look>> = {
  queued: { label: "Queued", tone: "neutral", icon: CircleDashed },
  running: { label: "Running", tone: "running", icon: LoaderCircle },
  held: { label: "Pending approval", tone: "held", icon: CirclePause },
  succeeded: { label: "Succeeded", tone: "success", icon: CircleCheck },
  succeeded_with_issues: { label: "Succeeded with issues", tone: "held", icon: TriangleAlert },
  no_change: { label: "No change", tone: "neutral", icon: Equal },
  failed: { label: "Failed", tone: "danger", icon: CircleAlert },
  cancelled: { label: "Cancelled", tone: "neutral", icon: Ban },
  superseded: { label: "Superseded", tone: "neutral", icon: Replace },
  undone: { label: "Undone", tone: "neutral", icon: Undo2 },
};

/** Of a failed run with nothing wrong: a file has not arrived yet. */
const WAITING: Look = { label: "Waiting for a file", tone: "held", icon: Hourglass };

const PHASES: Readonly<Record<RunPhase, string>> = {
  connecting: "Connecting",
  downloading: "Downloading",
  reading: "Reading",
  planning: "Planning",
  applying: "Applying",
};

const PILL_TONES: Readonly<Record<Tone, string>> = {
  success: "border-success-line bg-success-soft text-success",
  running: "border-running-line bg-running-soft text-running",
  held: "border-held-line bg-held-soft text-held",
  danger: "border-danger-line bg-danger-soft text-danger",
  neutral: "border-border bg-muted text-muted-foreground",
};

/** The label of each state of a run. */
export const RUN_STATE_LABELS: Readonly<Record<RunState, string>> = {
  queued: LOOKS.queued.label,
  running: LOOKS.running.label,
  held: LOOKS.held.label,
  succeeded: LOOKS.succeeded.label,
  succeeded_with_issues: LOOKS.succeeded_with_issues.label,
  no_change: LOOKS.no_change.label,
  failed: LOOKS.failed.label,
  cancelled: LOOKS.cancelled.label,
  superseded: LOOKS.superseded.label,
  undone: LOOKS.undone.label,
};

type Props = {
  state: RunState;
  phase?: RunPhase | null;
  /** Whether its sync waits for a new file that is late: that nothing changed is no good news then. */
  isLate?: boolean;
  failure?: { code: string } | null;
  className?: string;
};

/** The state of a run as icon, label and color; a running run shows its phase. */
export function StatePill({ state, phase, isLate = false, failure = null, className }: Props) {
  const { label, icon: Icon, ...look } = isWaitingForFile({ state, failure }) ? WAITING : LOOKS[state];
  const tone = isLate && state === "no_change" ? "held" : look.tone;
  return (
    <span
      data-state={state}
      className={cn(
        "inline-flex h-[22px] w-fit shrink-0 items-center gap-1 whitespace-nowrap rounded-full border pr-2 pl-1.5 font-medium text-xs",
        PILL_TONES[tone],
        className,
      )}
    >
      <Icon
        aria-hidden="true"
        className={cn("size-3.5", state === "running" && "animate-spin motion-reduce:animate-none")}
      />
      {state === "running" && phase ? PHASES[phase] : label}
    </span>
  );
}
