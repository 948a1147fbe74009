-- Who went on from a step, latest first, and by which way: asked for by the step of a version, however many runs there are.
CREATE INDEX "trace_left" ON "trace" ("environment_id", "version_id", "node", "run_id", "port") WHERE "kind" = 'left';
