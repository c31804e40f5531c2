/** Questions to the person at the terminal. */
import confirm from "@inquirer/confirm";
import password from "@inquirer/password";
import { UserError } from "../provider/user-error.ts";

/** The messages if there is no answer. */
interface Otherwise {
  /** If nobody is at a terminal. */
  readonly alone: string;
  /** If the person says no, or ends the question with Ctrl-C. */
  readonly declined: string;
}

/** @throws UserError unless the person agrees */
export async function assertAgrees(message: string, otherwise: Otherwise): Promise<void> {
  const question = () => confirm({ message, default: false }, { output: process.stderr });
  if (!(await asked(question, otherwise))) throw new UserError(otherwise.declined);
}

/**
 * A secret, typed without being shown.
 *
 * @throws UserError if there is no answer
 */
export async function secretFor(message: string, otherwise: Otherwise): Promise<string> {
  return await asked(
    () => password({ message, mask: true }, { output: process.stderr }),
    otherwise,
  );
}

async function asked<T>(question: () => Promise<T>, { alone, declined }: Otherwise): Promise<T> {
  if (!process.stdin.isTTY) throw new UserError(alone);
  try {
    return await question();
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") throw new UserError(declined);
    throw error;
  }
}
