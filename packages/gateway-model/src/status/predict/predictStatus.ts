import {
  DEFAULT_CONTROLLER_NAMES,
  gatewayIsOurs,
} from '../../attachment/ownership';
import { ObjectRef, refOf } from '../../resources';
import { POLICY_KINDS } from '../../resources/policy';
import { Snapshot } from '../../snapshot';
import { predictGateway, predictGatewayClass } from './gateway';
import { predictPolicy } from './policy';
import { predictRoute } from './route';

/**
 * The status Envoy Gateway would write for a snapshot, coarsely: which listeners are valid, which routes
 * attach and find their backends, which policies are in conflict or overridden. It does not look into
 * filters, endpoints, Secrets or what policies ask for. Only objects that Envoy Gateway would write to are
 * returned; entries of other controllers are kept, and conditions that already stand keep their time.
 *
 * @public
 */
export function predictStatus(
  snapshot: Snapshot,
  options: { now: string; controllerNames?: readonly string[] },
): Array<{ ref: ObjectRef; status: Record<string, unknown> }> {
  const { now, controllerNames = DEFAULT_CONTROLLER_NAMES } = options;
  const classes = snapshot.gatewayClasses.filter(({ controllerName }) =>
    controllerNames.includes(controllerName),
  );
  const gateways = snapshot.gateways.filter(gateway =>
    gatewayIsOurs(snapshot, gateway, controllerNames),
  );
  return [
    ...classes.map(one => ({
      ref: refOf(one),
      status: predictGatewayClass(one, now),
    })),
    ...gateways.map(one => ({
      ref: refOf(one),
      status: predictGateway(snapshot, one, now, controllerNames),
    })),
    ...snapshot.httpRoutes.flatMap(one => {
      const status = predictRoute(snapshot, one, now, controllerNames);
      return status ? [{ ref: refOf(one), status }] : [];
    }),
    ...POLICY_KINDS.flatMap(kind => snapshot.policies(kind)).flatMap(one => {
      const status = predictPolicy(snapshot, one, now, controllerNames);
      return status ? [{ ref: refOf(one), status }] : [];
    }),
  ];
}
