import { smtpSink } from "@journeyman/runtime/testing";

// The provider is somebody else's machine: a process of its own, the same one for both contestants.
const sink = await smtpSink();
process.on("message", (message) => {
  if (message === "count") process.send?.({ count: sink.accepted.length });
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: sink.port });
