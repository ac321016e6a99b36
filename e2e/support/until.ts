/**
 * Asks until the answer satisfies, and tells what was seen last when it never did.
 *
 * @throws after `timeoutMs`, with the last answer or error in the message
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const { timeoutMs = 30_000, everyMs = 250 } = options;
  const deadline = Date.now() + timeoutMs;
  let last: string;
  do {
    try {
      const answer = await ask();
      if (satisfied(answer)) return answer;
      last = JSON.stringify(answer) ?? 'nothing';
    } catch (error) {
      last = String(error);
    }
    await new Promise(resolve => setTimeout(resolve, everyMs));
  } while (Date.now() < deadline);
  throw new Error(
    `After ${timeoutMs / 1000} s still not ${what}; last: ${last.slice(
      0,
      3000,
    )}`,
  );
}
