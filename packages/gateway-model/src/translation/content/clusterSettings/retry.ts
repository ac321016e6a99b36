import { stringAt } from '../../../json';
import { parseDuration } from '../../values';
import { Problem } from '../problem';
import { durationProblem } from './durations';

/** Back-off intervals that are no durations are passed over; those that are must make sense. */
function backOffProblem(retry: unknown, path: string): Problem | undefined {
  const interval = (field: string) => {
    const text = stringAt(retry, 'perRetry', 'backOff', field);
    return text === undefined ? undefined : parseDuration(text);
  };
  const base = interval('baseInterval');
  const max = interval('maxInterval');
  const within = `${path}.perRetry.backOff`;
  if (base === 0n || max === 0n) {
    const at = `${within}.${base === 0n ? 'baseInterval' : 'maxInterval'}`;
    return { path: at, message: `${at} must not be zero` };
  }
  if (base !== undefined && max !== undefined && base > max) {
    return {
      path: `${within}.maxInterval`,
      message: `${within}.maxInterval is shorter than baseInterval`,
    };
  }
  return undefined;
}

export function retryProblem(
  retry: unknown,
  path: string,
): Problem | undefined {
  return (
    durationProblem(retry, path, 'perRetry', 'timeout') ??
    backOffProblem(retry, path)
  );
}
