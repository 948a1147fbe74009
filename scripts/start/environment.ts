import type { Home } from "./home.ts";

export type Addresses = {
  databaseUrl: string;
  appDatabaseUrl: string;
  engineDatabaseUrl: string;
  temporalAddress: string;
  ports: { web: number; ingest: number; inbox: number; shop: number; smtp: number; worker: number };
};

export type Urls = { web: string; ingest: string; inbox: string; shop: string };

export function urlsOf(ports: Addresses["ports"]): Urls {
  const at = (variable: string, port: number) => process.env[variable] ?? `http://localhost:${port}`;
  return {
    web: at("WEB_URL", ports.web),
    ingest: at("INGEST_URL", ports.ingest),
    inbox: at("INBOX_URL", ports.inbox),
    shop: at("SHOP_URL", ports.shop),
  };
}

/** What every process of ours gets; docker-compose.yml sets the same names. */
export function processEnvironment(home: Home, addresses: Addresses, urls: Urls, development: boolean): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: development ? "development" : "production",
    JOURNEYMAN_HOME: home.path,
    JOURNEYMAN_KEY_FILE: process.env.JOURNEYMAN_KEY_FILE ?? home.file("keys.json"),
    DATABASE_URL: addresses.databaseUrl,
    APP_DATABASE_URL: addresses.appDatabaseUrl,
    ENGINE_DATABASE_URL: addresses.engineDatabaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE ?? "default",
    WEB_URL: urls.web,
    WEB_PORT: String(addresses.ports.web),
    INGEST_URL: urls.ingest,
    INGEST_PORT: String(addresses.ports.ingest),
    WORKER_PORT: String(addresses.ports.worker),
    INBOX_URL: urls.inbox,
    FAKES_PORT: String(addresses.ports.inbox),
    SHOP_URL: urls.shop,
    SHOP_PORT: String(addresses.ports.shop),
    FAKE_SMTP_HOST: "127.0.0.1",
    FAKE_SMTP_PORT: String(addresses.ports.smtp),
    FAKE_TWILIO_URL: urls.inbox,
    FAKES_INGEST_URL: urls.ingest,
    NEXTAUTH_URL: urls.web,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? home.readSecret("nextauth"),
    HOST: process.env.HOST ?? "127.0.0.1",
    ALLOW_PRIVATE_HOSTS: process.env.ALLOW_PRIVATE_HOSTS ?? "false",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
  };
}
