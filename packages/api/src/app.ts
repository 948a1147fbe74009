import { Hono } from "hono";
import { mount, type OnError } from "./http/mount.ts";
import { openApiDocument } from "./http/openapi.ts";
import type { ApiDeps } from "./http/types.ts";
import { fieldEndpoints } from "./routes/fields.ts";
import { homeEndpoints } from "./routes/home.ts";
import { journeyEndpoints } from "./routes/journeys/index.ts";
import { messageEndpoints } from "./routes/messages.ts";
import { peopleEndpoints } from "./routes/people.ts";
import { runEndpoints } from "./routes/runs.ts";
import { settingsEndpoints } from "./routes/settings/index.ts";
import { templateEndpoints } from "./routes/templates.ts";
import { journeyDefinition } from "./schemas/journey-definition.ts";

const description = `Everything the web app does, for programs. Send an API key as \`Authorization: Bearer …\`; a key belongs to one environment.
Errors are \`application/problem+json\` with a stable \`code\`, a sentence in \`detail\` and, for inputs, \`problems\` by field.`;

/**
 * The HTTP API: endpoints under `/api/v1`, its OpenAPI 3.1 document at `/api/openapi.json`, made from the same schemas.
 * `onError` hears what was not foreseen, with the request's id that the answer carries.
 */
export function createApi(deps: ApiDeps, onError: OnError): Hono {
  const endpoints = [
    ...homeEndpoints,
    ...journeyEndpoints,
    ...runEndpoints,
    ...peopleEndpoints,
    ...messageEndpoints,
    ...templateEndpoints,
    ...settingsEndpoints,
    ...fieldEndpoints,
  ];
  const v1 = new Hono();
  mount(v1, deps, endpoints, onError);
  const app = new Hono().basePath("/api");
  app.route("/v1", v1);
  const document = openApiDocument(endpoints, { title: "Journeyman", version: "1", description }, [journeyDefinition(deps.registry)]);
  app.get("/openapi.json", (context) => context.json(document));
  app.notFound((context) =>
    context.json(
      {
        type: "about:blank",
        title: "Not found",
        status: 404,
        code: "not_found",
        detail: "There is no such endpoint. /api/openapi.json lists them all.",
        requestId: "",
      },
      404,
      {
        "content-type": "application/problem+json",
      },
    ),
  );
  return app;
}
