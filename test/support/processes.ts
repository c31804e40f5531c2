import { readFile, readdir } from "node:fs/promises";

/**
 * The processes that this one started; none on a system without /proc. Pulumi's plugins have their own
 * process groups, and can outlive a killed Pulumi.
 */
export async function childrenOf(parent: number): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const parents = names.filter(Number).map(async (pid) => {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // "pid (name) state ppid …"; the name can contain any character.
    return { pid: Number(pid), ppid: Number(stat.split(") ").at(-1)?.split(" ")[1]) };
  });
  return (await Promise.all(parents)).filter(({ ppid }) => ppid === parent).map(({ pid }) => pid);
}
