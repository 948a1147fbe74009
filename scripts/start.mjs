#!/usr/bin/env node
import { handOver, install, requireNode } from "./bootstrap.mjs";

requireNode();
install();
handOver("scripts/start/main.ts", process.argv.slice(2));
