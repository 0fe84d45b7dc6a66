"use client";

import { ListMinus, ListPlus, Pencil, Trash2, UserMinus, UsersRound, X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { FieldDialog } from "@/components/users/bulk/field-dialog";
import { type Place, PlaceDialog } from "@/components/users/bulk/place-dialog";
import { RemoveUsersDialog } from "@/components/users/bulk/remove-dialog";
import type { BulkActions } from "@/components/users/types";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";

type Props = {
  selected: ReadonlySet<string>;
  /** From here to ticking everyone the list shows. */
  more: ReactNode;
  fields: readonly ProfileField[];
  /** Static ones: nobody is put into a dynamic list by hand. */
  lists: readonly Place[];
  teams: readonly Place[];
  actions: BulkActions;
  clear: () => void;
};

type Task =
  | "field"
  | "list add"
  | "list remove"
  | "remove"
  | `team ${"add" | "remove"} ${"member" | "manager"}`;

/** What can be done with the ticked users; stays in sight while the table scrolls. */
export function BulkBar({ selected, more, fields, lists, teams, actions, clear }: Props) {
  const [task, setTask] = useState<Task | null>(null);
  const userIds = useMemo(() => [...selected].map(Number), [selected]);
  const { setField, setTeam, setList, remove, describe } = actions;
  const close = () => setTask(null);
  const users = plural(userIds.length, "user");
  if (userIds.length === 0) return null;
  return (
    <>
      <section
        aria-label="Ticked users"
        className="sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-lg border bg-popover p-2 pl-4 shadow-pop"
      >
        <div className="mr-auto flex flex-wrap items-center gap-x-2">
          <span className="font-medium text-sm tabular-nums">{users} ticked</span>
          {more}
        </div>
        {setField && fields.length > 0 ? (
          <Button variant="outline" onClick={() => setTask("field")}>
            <Pencil aria-hidden="true" />
            Set a field
          </Button>
        ) : null}
        {setList ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="outline">
                <ListPlus aria-hidden="true" />
                List
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setTask("list add")}>
                <ListPlus aria-hidden="true" />
                Add to a list
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("list remove")}>
                <ListMinus aria-hidden="true" />
                Take off a list
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        {setTeam ? (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="outline">
                <UsersRound aria-hidden="true" />
                Team
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setTask("team add member")}>
                <UsersRound aria-hidden="true" />
                Put in a team
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove member")}>
                <UserMinus aria-hidden="true" />
                Take out of a team
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setTask("team add manager")}>
                <UsersRound aria-hidden="true" />
                Appoint managers of a team
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setTask("team remove manager")}>
                <UserMinus aria-hidden="true" />
                Withdraw as managers
              </DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        ) : null}
        {remove ? (
          <Button variant="outline" onClick={() => setTask("remove")}>
            <Trash2 aria-hidden="true" />
            Remove
          </Button>
        ) : null}
        <Button variant="ghost" size="icon" aria-label="Untick all" onClick={clear}>
          <X aria-hidden="true" />
        </Button>
      </section>
      {task === "field" && setField ? (
        <FieldDialog {...{ userIds, fields, setField, describe }} onClose={close} />
      ) : null}
      {task === "remove" && remove ? (
        <RemoveUsersDialog {...{ userIds, remove, describe }} onDone={clear} onClose={close} />
      ) : null}
      {setList && (task === "list add" || task === "list remove") ? (
        <PlaceDialog
          {...LIST_WORDS[task]}
          userIds={userIds}
          title={`${LIST_WORDS[task].verb}: ${users}`}
          description="Lists that are picked by hand. Dynamic ones follow their rule."
          places={lists}
          label="lists"
          set={(scope, listId) =>
            setList(scope, { userIds, listId, what: task === "list add" ? "add" : "remove" })
          }
          onClose={close}
        />
      ) : null}
      {setTeam && task?.startsWith("team ") ? (
        <TeamDialog task={task} users={users} {...{ userIds, teams, setTeam }} onClose={close} />
      ) : null}
    </>
  );
}

const LIST_WORDS = {
  "list add": { verb: "Add to the list", done: "added to the list" },
  "list remove": { verb: "Take off the list", done: "taken off the list" },
} as const;

const TEAM_WORDS: Readonly<Record<string, { verb: string; done: string; description: string }>> = {
  "team add member": {
    verb: "Put in the team",
    done: "put in the team",
    description: "By hand: they stay in it, whatever a file says.",
  },
  "team remove member": {
    verb: "Take out of the team",
    done: "taken out of the team",
    description: "As far as they were put in by hand. Whom a file names stays.",
  },
  "team add manager": {
    verb: "Appoint managers",
    done: "appointed",
    description: "Managers see the members of their teams in the portal. No file withdraws them.",
  },
  "team remove manager": {
    verb: "Withdraw as managers",
    done: "withdrawn",
    description: "As far as they were appointed by hand. Whom a file names stays.",
  },
};

type TeamProps = {
  task: string;
  users: string;
  userIds: number[];
  teams: readonly Place[];
  setTeam: NonNullable<BulkActions["setTeam"]>;
  onClose: () => void;
};

function TeamDialog({ task, users, userIds, teams, setTeam, onClose }: TeamProps) {
  const words = TEAM_WORDS[task];
  if (!words) return null;
  const what = task.includes(" add ") ? ("add" as const) : ("remove" as const);
  const role = task.endsWith("manager") ? ("manager" as const) : ("member" as const);
  return (
    <PlaceDialog
      {...words}
      userIds={userIds}
      title={`${words.verb}: ${users}`}
      places={teams}
      label="teams"
      set={(scope, teamId) => setTeam(scope, { userIds, teamId, what, role })}
      onClose={onClose}
    />
  );
}
