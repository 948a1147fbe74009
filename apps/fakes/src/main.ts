import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "./config.ts";
import { logLine } from "./log.ts";
import { startFakes } from "./start.ts";

try {
  const config = readConfig(process.env);
  const fakes = await startFakes(config);
  if (fakes.certificate) writeFileSync(join(config.home, "fakes", "smtp-certificate.pem"), fakes.certificate);
  logLine("info", "The fakes are ready.", {
    event: "ready",
    ports: fakes.ports,
    ...(fakes.certificate ? { certificate: fakes.certificate } : {}),
  });

  const stop = () => {
    void fakes.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const message =
    taken && "port" in error
      ? `Port ${String(error.port)} is in use; give the fakes another one.`
      : error instanceof Error
        ? error.message
        : String(error);
  logLine("error", message);
  process.exit(1);
}
