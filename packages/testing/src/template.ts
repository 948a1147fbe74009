/** The database that holds the migrated schema and nothing else; test databases are copies of it. */
export const templateDatabase = "journeyman_template";
