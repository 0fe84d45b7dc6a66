import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  Equal,
  LoaderCircle,
  type LucideIcon,
  Replace,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { cn } from "@/lib/cn";
import type { RunPhase, RunState } from "@/lib/model/run";

type Tone = "success" | "running" | "held" | "danger" | "neutral";

type Look = { word: string; tone: Tone; icon: LucideIcon };

const LOOKS: Readonly<Record<RunState, Look>> = {
  queued: { word: "Queued", tone: "neutral", icon: CircleDashed },
  running: { word: "Running", tone: "running", icon: LoaderCircle },
  held: { word: "Pending approval", tone: "held", icon: CirclePause },
  succeeded: { word: "Succeeded", tone: "success", icon: CircleCheck },
  succeeded_with_issues: { word: "Succeeded with issues", tone: "held", icon: TriangleAlert },
  no_change: { word: "No change", tone: "neutral", icon: Equal },
  failed: { word: "Failed", tone: "danger", icon: CircleAlert },
  cancelled: { word: "Cancelled", tone: "neutral", icon: Ban },
  superseded: { word: "Superseded", tone: "neutral", icon: Replace },
  undone: { word: "Undone", tone: "neutral", icon: Undo2 },
};

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
  queued: LOOKS.queued.word,
  running: LOOKS.running.word,
  held: LOOKS.held.word,
  succeeded: LOOKS.succeeded.word,
  succeeded_with_issues: LOOKS.succeeded_with_issues.word,
  no_change: LOOKS.no_change.word,
  failed: LOOKS.failed.word,
  cancelled: LOOKS.cancelled.word,
  superseded: LOOKS.superseded.word,
  undone: LOOKS.undone.word,
};

/** The state of a run as icon, label and colour; a running run shows its phase. */
export function StatePill({
  state,
  phase,
  className,
}: {
  state: RunState;
  phase?: RunPhase | null;
  className?: string;
}) {
  const { word, tone, icon: Icon } = LOOKS[state];
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
      {state === "running" && phase ? PHASES[phase] : word}
    </span>
  );
}
