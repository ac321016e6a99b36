import {
  runChecks,
  Translation,
  Unknown,
} from '@envoy-gateway-portal/gateway-model';

/** The check that foretells a crash. */
const STOPS = 'EG115';

/** Whether Envoy Gateway crashes over something, or on what that depends. */
export interface CrashForetold {
  crashes: boolean;
  unknown?: Unknown;
}

/** Why it may crash after all: a TCPRoute with a policy is on a listener that may not be served. */
function doubtOf({ policies }: Translation): Unknown | undefined {
  for (const { route, listener } of policies.appliedToRoutes(
    'SecurityPolicy',
  )) {
    if (route.kind === 'TCPRoute' && listener.unknown) {
      return listener.unknown;
    }
  }
  return undefined;
}

/** Foretells whether Envoy Gateway crashes. */
export function foretellCrash(translation: Translation): CrashForetold {
  const crashes = runChecks(translation).some(({ code }) => code === STOPS);
  return { crashes, unknown: crashes ? undefined : doubtOf(translation) };
}
