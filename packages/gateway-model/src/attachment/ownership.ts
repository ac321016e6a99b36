import { ENVOY_GATEWAY_CONTROLLER, Gateway } from '../resources';
import { Snapshot } from '../snapshot';

/** The controllers that count as ours unless configured otherwise. */
export const DEFAULT_CONTROLLER_NAMES: readonly string[] = [
  ENVOY_GATEWAY_CONTROLLER,
];

/**
 * Whether the Gateway's class belongs to one of our controllers. A Gateway of a class that does not
 * exist, or that could not be read, is nobody's.
 *
 * @public
 */
export function gatewayIsOurs(
  snapshot: Snapshot,
  gateway: Gateway,
  controllerNames: readonly string[] = DEFAULT_CONTROLLER_NAMES,
): boolean {
  const gatewayClass = snapshot.gatewayClass(gateway.gatewayClassName);
  return (
    gatewayClass !== undefined &&
    controllerNames.includes(gatewayClass.controllerName)
  );
}
