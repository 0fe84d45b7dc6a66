import postgres from "postgres";

type Options = Omit<postgres.Options<Record<string, postgres.PostgresType>>, "max" | "fetch_types">;

/**
 * A single connection for an errand outside the pool: a question to a server, migrations, a backup. The driver asks a
 * new connection for the types of arrays, and nobody hears when that fails: a server that ends just then would leave the
 * question unanswered and end this process. So it is not asked, and no parameter can be an array.
 */
export function oneConnection(url: string, options: Options = {}): postgres.Sql {
  return postgres(url, { onnotice: () => {}, ...options, max: 1, fetch_types: false });
}
