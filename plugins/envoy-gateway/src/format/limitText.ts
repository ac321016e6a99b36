import { PolicyEffectView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { Formats } from './numbers';
import { Translate } from '../translation';

type RateLimit = Extract<PolicyEffectView, { type: 'rateLimit' }>;

const UNITS = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
] as const;

/** The unit of a limit in the portal's own words, if this version knows it: clusters write `Minute`. */
export function limitUnit(unit: string): (typeof UNITS)[number] | undefined {
  const word = unit.toLocaleLowerCase('en-US');
  return UNITS.find(known => known === word);
}

/** `20/min`. A unit this version does not know is shown as the cluster wrote it. */
export function limitText(
  t: Translate,
  formats: Formats,
  limit: RateLimit,
): string {
  const unit = limitUnit(limit.unit);
  return t('rules.perUnit', {
    requests: formats.count(limit.requests),
    unit: unit ? t(`units.${unit}`) : limit.unit,
  });
}
