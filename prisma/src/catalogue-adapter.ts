import { ColumnTypeEnum, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Client } from "pg";

const columnTypes = new Map<number, number>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1003, ColumnTypeEnum.TextArray],
  [1009, ColumnTypeEnum.TextArray],
]);

/**
 * With this the schema engine reads a database's catalogue. @prisma/adapter-pg cannot serve it: it refuses columns of the type `"char"`,
 * which the catalogue is full of. Reads only; whoever opened the client ends it.
 */
export function catalogueAdapter(client: Client): SqlMigrationAwareDriverAdapterFactory {
  const refuse = async (): Promise<never> => {
    throw new Error("The catalogue adapter only reads.");
  };
  const connect = async (): Promise<SqlDriverAdapter> => ({
    provider: "postgres",
    adapterName: "catalogue",
    async queryRaw({ sql, args }) {
      const { fields, rows } = await client.query<unknown[]>({ text: sql, values: args, rowMode: "array" });
      return {
        columnNames: fields.map((field) => field.name),
        columnTypes: fields.map((field) => (columnTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text) as typeof ColumnTypeEnum.Text),
        rows,
      };
    },
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: async () => {},
  });
  return { provider: "postgres", adapterName: "catalogue", connect, connectToShadowDb: refuse };
}
