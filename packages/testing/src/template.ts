import "vitest";

/** The database that holds the migrated schema and nothing else; test databases are copies of it. */
export const templateDatabase = "journeyman_template";

// Here, because both the setup and whoever asks for a test database import this file.
declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
    temporalAddress: string;
  }
}
