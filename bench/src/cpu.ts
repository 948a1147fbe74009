import { readdirSync, readFileSync } from "node:fs";

export type Cpu = Record<string, number>;

/**
 * CPU time by server, in milliseconds, from /proc (Linux; elsewhere only this process). What a journey costs, whatever else the
 * machine is doing: throughput on a busy machine is noise, CPU is not.
 */
export function cpuOf(groups: Readonly<Record<string, number>>): Cpu {
  const used = process.cpuUsage();
  const total: Cpu = { worker: (used.user + used.system) / 1000 };
  for (const name of Object.keys(groups)) total[name] = 0;
  let pids: string[] = [];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return total;
  }
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // Postgres's backends lead groups of their own, and are the server's children.
      const family = [Number(pid), Number(fields[1]), Number(fields[2])];
      const name = Object.keys(groups).find((key) => family.includes(groups[key] ?? -1));
      // User, system, and those of children that have ended; in ticks of 10 ms.
      if (name) total[name] = (total[name] ?? 0) + [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]) * 10, 0);
    } catch {
      // It ended while we looked.
    }
  }
  return total;
}

export function difference(after: Cpu, before: Cpu): Cpu {
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));
}
