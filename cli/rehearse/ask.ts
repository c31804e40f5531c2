/** Questions to the person at the terminal. */
import confirm from "@inquirer/confirm";
import password from "@inquirer/password";
import { UserError } from "../../provider/user-error.ts";

/** @throws UserError with `otherwise` if nobody can answer */
export async function agrees(message: string, otherwise: string): Promise<boolean> {
  assertSomebody(otherwise);
  return await asked(confirm({ message, default: false }, { output: process.stderr }));
}

/** A secret, typed without being shown. */
export async function secretFor(message: string, otherwise: string): Promise<string> {
  assertSomebody(otherwise);
  return await asked(password({ message, mask: true }, { output: process.stderr }));
}

function assertSomebody(otherwise: string): void {
  if (!process.stdin.isTTY) throw new UserError(otherwise);
}

/** Ctrl-C at a question ends the command. */
async function asked<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError")
      throw new UserError("Not rehearsed.");
    throw error;
  }
}
