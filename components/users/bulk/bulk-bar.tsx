"use client";

import { ListMinus, ListPlus, Pencil, Trash2, UserMinus, UsersRound, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { useFoot } from "@/components/patterns/use-foot";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { GroupName } from "@/components/users/bulk/group-dialog";
import type { BulkUsers } from "@/components/users/bulk/who";
import { moveManyInListAction, moveManyInTeamAction } from "@/lib/bulk-edits/actions";
import type { ProfileField } from "@/lib/model/field";

/** The bulk actions that a member may do. */
export type BulkRights = { setField: boolean; setTeam: boolean; setList: boolean; remove: boolean };

const FieldDialog = deferDialog(
  async () => (await import("@/components/users/bulk/field-dialog")).FieldDialog,
);
const GroupDialog = deferDialog(
  async () => (await import("@/components/users/bulk/group-dialog")).GroupDialog,
);
const RemoveUsersDialog = deferDialog(
  async () => (await import("@/components/users/bulk/remove-dialog")).RemoveUsersDialog,
);

type Props = {
  /** Null while nobody is selected. */
  users: BulkUsers | null;
  isEveryone: boolean;
  /** The button that selects everyone whom the table shows. */
  more: ReactNode;
  fields: readonly ProfileField[];
  /** Manual lists: users can't be added to a rule-based list. */
  lists: readonly GroupName[];
  teams: readonly GroupName[];
  can: BulkRights;
  clear: () => void;
};

type Task =
  | "field"
  | "list add"
  | "list remove"
  | "remove"
  | `team ${"add" | "remove"} ${"member" | "manager"}`;

/** The actions for the selected users; stays visible while the table scrolls. */
export function BulkBar({ users, isEveryone, more, fields, lists, teams, can, clear }: Props) {
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);
  const count = useRef<HTMLSpanElement>(null);
  // The button that was pressed for it is gone.
  useEffect(() => {
    if (isEveryone) count.current?.focus();
  }, [isEveryone]);
  if (!users) return null;
  return (
    <>
      <Bar>
        <div className="mr-auto flex flex-wrap items-center gap-x-2">
          <span ref={count} tabIndex={-1} className="font-medium text-sm tabular-nums outline-none">
            {isEveryone ? `All ${users.label}` : users.label} selected
          </span>
          {more}
        </div>
        {can.setField && fields.length > 0 ? (
          <Button variant="outline" onClick={() => setTask("field")}>
            <Pencil aria-hidden="true" />
            Set a field
          </Button>
        ) : null}
        {can.setList ? (
          <>
            <Button variant="outline" onClick={() => setTask("list add")}>
              <ListPlus aria-hidden="true" />
              Add to list
            </Button>
            <Button variant="outline" onClick={() => setTask("list remove")}>
              <ListMinus aria-hidden="true" />
              Remove from list
            </Button>
          </>
        ) : null}
        {can.setTeam ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="outline">
                <UsersRound aria-hidden="true" />
                Teams
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setTask("team add member")}>
                <UsersRound aria-hidden="true" />
                Add to team
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove member")}>
                <UserMinus aria-hidden="true" />
                Remove from team
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setTask("team add manager")}>
                <UsersRound aria-hidden="true" />
                Add as managers
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove manager")}>
                <UserMinus aria-hidden="true" />
                Remove as managers
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        {can.remove ? (
          <Button variant="outline" onClick={() => setTask("remove")}>
            <Trash2 aria-hidden="true" />
            Remove users
          </Button>
        ) : null}
        <Button variant="ghost" size="icon" aria-label="Clear selection" onClick={clear}>
          <X aria-hidden="true" />
        </Button>
      </Bar>
      {task === "field" && can.setField ? (
        <FieldDialog users={users} fields={fields} onClose={close} />
      ) : null}
      {task === "remove" && can.remove ? (
        <RemoveUsersDialog users={users} onDone={clear} onClose={close} />
      ) : null}
      {can.setList && (task === "list add" || task === "list remove") ? (
        <GroupDialog
          title={LIST_TASKS[task].title(users.label)}
          verb={LIST_TASKS[task].verb}
          description="Only manual lists are shown. Rule-based lists update automatically."
          groups={lists}
          label="lists"
          set={(scope, listId) =>
            moveManyInListAction(scope, {
              ...{ who: users.who, listId },
              what: task === "list add" ? "add" : "remove",
            })
          }
          onClose={close}
        />
      ) : null}
      {can.setTeam && task?.startsWith("team ") ? (
        <TeamDialog task={task} users={users} teams={teams} onClose={close} />
      ) : null}
    </>
  );
}

/** Toasts appear above it. */
function Bar({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  useFoot(bar);
  return (
    <section
      ref={bar}
      aria-label="Selected users"
      className="sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-lg border bg-popover p-2 pl-4 shadow-pop"
    >
      {children}
    </section>
  );
}

const LIST_TASKS = {
  "list add": { title: (users: string) => `Add ${users} to a list`, verb: "Add to list" },
  "list remove": { title: (users: string) => `Remove ${users} from a list`, verb: "Remove from list" },
} as const;

type TeamTask = { title: (users: string) => string; verb: string; description: string };

const TEAM_TASKS: Readonly<Record<string, TeamTask>> = {
  "team add member": {
    title: (users) => `Add ${users} to a team`,
    verb: "Add to team",
    description: "They stay in the team even if a file doesn't list them.",
  },
  "team remove member": {
    title: (users) => `Remove ${users} from a team`,
    verb: "Remove from team",
    description: "Only users added manually are removed. Users that a file lists in the team stay.",
  },
  "team add manager": {
    title: (users) => `Add ${users} as team managers`,
    verb: "Add as managers",
    description:
      "Managers see the members of their teams in the portal. Syncs never remove managers added manually.",
  },
  "team remove manager": {
    title: (users) => `Remove ${users} as team managers`,
    verb: "Remove as managers",
    description: "Only managers added manually are removed. Managers that a file lists stay.",
  },
};

type TeamProps = {
  task: string;
  users: BulkUsers;
  teams: readonly GroupName[];
  onClose: () => void;
};

function TeamDialog({ task, users, teams, onClose }: TeamProps) {
  const texts = TEAM_TASKS[task];
  if (!texts) return null;
  const what = task.includes(" add ") ? ("add" as const) : ("remove" as const);
  const role = task.endsWith("manager") ? ("manager" as const) : ("member" as const);
  return (
    <GroupDialog
      verb={texts.verb}
      description={texts.description}
      title={texts.title(users.label)}
      groups={teams}
      label="teams"
      set={(scope, teamId) => moveManyInTeamAction(scope, { who: users.who, teamId, what, role })}
      onClose={onClose}
    />
  );
}
