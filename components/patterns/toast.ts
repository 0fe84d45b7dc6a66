import type { ExternalToast } from "sonner";

type Kind = "message" | "info" | "success" | "warning" | "error";
type Toast = {
  kind: Kind;
  title: string;
  options?: Pick<ExternalToast, "description" | "duration" | "action" | "id">;
};

type Show = (toast: Toast) => void;

/** What shows toasts, once its script is here, and what came before that. */
let show: Show | null = null;
let waiting: Toast[] = [];
let hurry: (() => void) | null = null;

function put(toast: Toast): void {
  if (show) {
    show(toast);
    return;
  }
  waiting.push(toast);
  hurry?.();
}

const as = (kind: Kind) => (title: string, options?: Toast["options"]) => put({ kind, title, options });

/** Says something at the bottom of the page for a few seconds. */
export const toast: Readonly<Record<Kind, ReturnType<typeof as>>> = {
  message: as("message"),
  info: as("info"),
  success: as("success"),
  warning: as("warning"),
  error: as("error"),
};

/** Registers what shows toasts, and gives it those that wait. Returns what removes it again. */
export function connectToasts(shower: Show): () => void {
  show = shower;
  const late = waiting;
  waiting = [];
  for (const each of late) shower(each);
  return () => {
    if (show === shower) show = null;
  };
}

/** Registers what is called when a toast waits for its script. Returns what removes it again. */
export function onWaitingToast(call: () => void): () => void {
  hurry = call;
  if (waiting.length > 0) call();
  return () => {
    if (hurry === call) hurry = null;
  };
}
