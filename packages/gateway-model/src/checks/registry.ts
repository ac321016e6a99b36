import { authenticationMayBeSkipped } from './authenticationMayBeSkipped';
import { backendUnresolved } from './backendUnresolved';
import { backendWithoutEndpoints } from './backendWithoutEndpoints';
import { certificateExpiring } from './certificateExpiring';
import { Check } from './check';
import { dottedName } from './dottedName';
import { gatewayRejected } from './gatewayRejected';
import { listenerConflict } from './listenerConflict';
import { listenerRejected } from './listenerRejected';
import { listenerSetRejected } from './listenerSetRejected';
import { noAuthentication } from './noAuthentication';
import { noRateLimit } from './noRateLimit';
import { noTimeout } from './noTimeout';
import { objectUnreadable } from './objectUnreadable';
import { overlappingTls } from './overlappingTls';
import { parentMissing } from './parentMissing';
import { plainHttp } from './plainHttp';
import { policyConflict } from './policyConflict';
import { policyOverridden } from './policyOverridden';
import { policyRejected } from './policyRejected';
import { policyTargetsNothing } from './policyTargetsNothing';
import { policyWarning } from './policyWarning';
import { routeRejected } from './routeRejected';
import { ruleAnswersError } from './ruleAnswersError';
import { rulesDropped } from './rulesDropped';
import { shadowedMatch } from './shadowedMatch';
import { staleVerdict } from './staleVerdict';
import { translationStops } from './translationStops';
import { upstreamRejected } from './upstreamRejected';
import { weightsNeverMatch } from './weightsNeverMatch';
import { wildcardHost } from './wildcardHost';

/** Every check, by code. */
export const CHECKS: readonly Check[] = [
  routeRejected,
  rulesDropped,
  backendUnresolved,
  backendWithoutEndpoints,
  ruleAnswersError,
  listenerRejected,
  listenerConflict,
  gatewayRejected,
  listenerSetRejected,
  policyRejected,
  policyConflict,
  policyTargetsNothing,
  upstreamRejected,
  objectUnreadable,
  translationStops,
  parentMissing,
  noAuthentication,
  wildcardHost,
  plainHttp,
  noRateLimit,
  noTimeout,
  authenticationMayBeSkipped,
  certificateExpiring,
  weightsNeverMatch,
  shadowedMatch,
  overlappingTls,
  dottedName,
  staleVerdict,
  policyOverridden,
  policyWarning,
];
