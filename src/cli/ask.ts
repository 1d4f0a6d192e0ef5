import { createInterface } from 'node:readline';
import { PlimsollError } from '../error.ts';

/** Somebody is there to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Asks on the terminal; what is typed, or nothing when the input ends. Throws a
 * `PlimsollError` (`interrupted`) on Ctrl-C.
 */
export function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    terminal.once('SIGINT', () => {
      reject(new PlimsollError('interrupted', 'stopped at the question; nothing was done'));
      // What is said next stands on a line of its own.
      process.stderr.write('\n');
      terminal.close();
    });
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
