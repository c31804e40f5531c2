import { readFile, readdir } from "node:fs/promises";

/**
 * The processes that this one started; none where the system has no /proc. Pulumi's plugins have
 * process groups of their own, and one outlives a Pulumi that is killed.
 */
export async function childrenOf(parent: number): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const parents = names.filter(Number).map(async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // "pid (name) state ppid …", and a name may hold anything.
    return { pid: Number(pid), ppid: Number(stat.split(") ").at(-1)?.split(" ")[1]) };
  });
  return (await Promise.all(parents)).filter(({ ppid }) => ppid === parent).map(({ pid }) => pid);
}
