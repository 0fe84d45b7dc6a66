import postgres from "postgres";
import { RUN_TRANSITIONS } from "@/lib/model/run-state";

/**
 * Lets the database refuse every change of a run's state that the table does not allow, whatever test it comes from. What
 * a test sets as superuser passes.
 */
export async function watchRunStates(ownerUrl: string): Promise<void> {
  const allowed = Object.entries(RUN_TRANSITIONS).flatMap(([from, next]) =>
    Object.keys(next).map((to) => `'${from} ${to}'`),
  );
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`
    create function test_run_transition() returns trigger language plpgsql as $$
    begin
      if current_setting('is_superuser') = 'off' and old.state || ' ' || new.state not in (${allowed.join(", ")}) then
        raise exception 'A run went from % to %: not in RUN_TRANSITIONS', old.state, new.state;
      end if;
      return new;
    end $$;
    create trigger test_run_transition before update on runs for each row
      when (old.state is distinct from new.state) execute function test_run_transition()`);
  await sql.end();
}
