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

/** `20/min`. A unit this version does not know is shown as the cluster wrote it. */
export function limitText(
  t: Translate,
  formats: Formats,
  limit: RateLimit,
): string {
  const unit = UNITS.find(
    known => known === limit.unit.toLocaleLowerCase('en-US'),
  );
  return t('rules.perUnit', {
    requests: formats.count(limit.requests),
    unit: unit ? t(`units.${unit}`) : limit.unit,
  });
}
