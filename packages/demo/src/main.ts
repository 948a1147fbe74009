import { readEnvironment } from "./environment.ts";
import { fillDemo } from "./fill-demo.ts";

const [file] = process.argv.slice(2);
if (!file) throw new Error("Say where the demo's keys are kept: main.ts <file>");
const made = await fillDemo(readEnvironment(process.env), file);
console.log(`${made ? "Made the demo workspace." : "The demo workspace is there already."} Its keys and how to sign in are in ${file}.`);
