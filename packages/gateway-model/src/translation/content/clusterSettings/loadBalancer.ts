import { numberAt, stringAt } from '../../../json';
import { Problem } from '../problem';
import { durationProblem, firstDurationProblem } from './durations';

/** Envoy's limit of a Maglev table. */
const MAX_TABLE_SIZE = 5_000_011;

function isPrime(value: number): boolean {
  if (!Number.isInteger(value) || value < 2) {
    return false;
  }
  for (let divisor = 2; divisor * divisor <= value; divisor += 1) {
    if (value % divisor === 0) {
      return false;
    }
  }
  return true;
}

function tableSizeProblem(
  loadBalancer: unknown,
  path: string,
): Problem | undefined {
  const size = numberAt(loadBalancer, 'consistentHash', 'tableSize');
  if (size === undefined || (size <= MAX_TABLE_SIZE && isPrime(size))) {
    return undefined;
  }
  const at = `${path}.consistentHash.tableSize`;
  return {
    path: at,
    message: `${at} ${size} is not a prime number up to ${MAX_TABLE_SIZE}`,
  };
}

/** Only what the type in use needs is looked at. */
export function loadBalancerProblem(
  loadBalancer: unknown,
  path: string,
): Problem | undefined {
  const slowStart = () =>
    durationProblem(loadBalancer, path, 'slowStart', 'window');
  switch (stringAt(loadBalancer, 'type')) {
    case 'ConsistentHash':
      return tableSizeProblem(loadBalancer, path);
    case 'LeastRequest':
    case 'RoundRobin':
      return slowStart();
    case 'BackendUtilization':
      return (
        firstDurationProblem(loadBalancer, path, [
          ['backendUtilization', 'blackoutPeriod'],
          ['backendUtilization', 'weightExpirationPeriod'],
          ['backendUtilization', 'weightUpdatePeriod'],
          ['backendUtilization', 'outOfBand', 'reportingPeriod'],
        ]) ?? slowStart()
      );
    default:
      return undefined;
  }
}
