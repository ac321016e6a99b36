import {
  ENVOY_GATEWAY_SIGNAL_CHANNEL,
  InventoryChangedSignal,
  Overview,
} from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useApi } from '@backstage/core-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';
import { envoyGatewayApiRef } from '../api';
import { describeFailure } from '../model';
import { LiveResource, useLiveResource } from './useLiveResource';

/** With signals, polling only catches what a lost connection kept back. */
const WITH_SIGNALS_MS = 60_000;
const WITHOUT_SIGNALS_MS = 15_000;

/** A cluster that changes all the time must not make every open tab ask all the time. */
const SIGNAL_THROTTLE_MS = 2_000;

/** What an entity exposes, read anew when the backend says that something changed. */
export function useOverview(entityRef: string): LiveResource<Overview> {
  const api = useApi(envoyGatewayApiRef);
  const { lastSignal, isSignalsAvailable } = useSignal<InventoryChangedSignal>(
    ENVOY_GATEWAY_SIGNAL_CHANNEL,
  );
  const resource = useLiveResource({
    subject: entityRef,
    load: signal => api.getOverview(entityRef, { signal }),
    everyMs: isSignalsAvailable ? WITH_SIGNALS_MS : WITHOUT_SIGNALS_MS,
    isFinal: isRefusal,
  });
  // Everybody hears the signal; who was refused is not to ask, and be refused, at every change.
  const refused = resource.error !== undefined && isRefusal(resource.error);
  useThrottled(resource.refresh, refused ? undefined : lastSignal);
  return resource;
}

/** True for answers that asking again does not change. */
export function isRefusal(error: Error): boolean {
  const { kind } = describeFailure(error);
  return kind === 'denied' || kind === 'signedOut';
}

/** Calls back when the signal changes: at once, and for those that follow closely once more at the end. */
function useThrottled(callback: () => void, signal: unknown): void {
  const calledAt = useRef(0);
  useEffect(() => {
    if (!signal) {
      return undefined;
    }
    const waitMs = calledAt.current + SIGNAL_THROTTLE_MS - Date.now();
    const timer = setTimeout(() => {
      calledAt.current = Date.now();
      callback();
    }, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [signal, callback]);
}
