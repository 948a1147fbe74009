export { drive, openRuns, runsOf, type StoredRun, traceOf } from "./drive.ts";
export { type Accepted, type Behaviour, type SmtpSink, smtpSink } from "./smtp-sink.ts";
export {
  createWorld,
  oneByOne,
  type Published,
  type Sql,
  type TestEvent,
  type TestPerson,
  type World,
  type WorldOptions,
} from "./world.ts";
