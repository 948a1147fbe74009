import { spawnGroup } from "@journeyman/dev-services";

/** Runs a program to its end, or to ours. Throws with its last words when it fails. */
export function run(command: string, args: readonly string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, {
      cwd,
      env,
      shell: process.platform === "win32" && command === "npm",
    });
    let words = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-8000)));
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} failed:\n${words}`))));
  });
}
