import type { Tx } from "@journeyman/store";

type SqlType = "uuid" | "text" | "jsonb" | "timestamptz" | "bytea" | "int" | "bigint" | "boolean" | "numeric";

/** Column → type. Rows carry timestamps as epoch milliseconds and bytes as Buffers; both are written as Postgres reads them. */
export type Columns = Readonly<Record<string, SqlType>>;

export type Row = Readonly<Record<string, unknown>>;

/** Inserts many rows of one table in one statement each thousand. `table` and columns are ours, never an input. */
export async function insertRows(tx: Tx, table: string, columns: Columns, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(columns);
  const select = names.map((name) => (columns[name] === "bytea" ? `decode(x."${name}", 'hex')` : `x."${name}"`)).join(", ");
  const types = names.map((name) => `"${name}" ${columns[name] === "bytea" ? "text" : columns[name]}`).join(", ");
  const sql = `INSERT INTO ${table} (environment_id, ${names.map((name) => `"${name}"`).join(", ")}) SELECT $1, ${select} FROM jsonb_to_recordset($2::jsonb) AS x(${types})`;
  for (let at = 0; at < rows.length; at += 1000) {
    const written = rows
      .slice(at, at + 1000)
      .map((row) => Object.fromEntries(names.map((name) => [name, sqlValue(columns[name], row[name])])));
    await tx.query(`demo_${table}`, sql, [tx.environmentId, JSON.stringify(written)]);
  }
}

function sqlValue(type: SqlType | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === "timestamptz") return new Date(value as number).toISOString();
  return Buffer.isBuffer(value) ? value.toString("hex") : value;
}
