import { PolicyEffectView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { formatDuration } from './durations';
import { Formats } from './numbers';
import { Translate } from '../translation';
import { limitText } from './limitText';

/** What a policy does, in a sentence. */
export function effectText(
  t: Translate,
  formats: Formats,
  effect: PolicyEffectView,
): string {
  switch (effect.type) {
    case 'apiKey':
      return joined(
        t('effects.apiKey', {
          places: listOr(t, formats, effect.in),
        }),
        effect.secrets.length > 0 &&
          t('effects.apiKeySecrets', {
            secrets: formats.list(effect.secrets),
          }),
      );
    case 'jwt':
      return t(effect.optional ? 'effects.jwtOptional' : 'effects.jwt', {
        providers: listOr(
          t,
          formats,
          effect.providers.map(({ name, issuer, audiences }) =>
            [
              issuer ? `${name} (${issuer})` : name,
              audiences.length > 0 &&
                t('effects.audiences', { audiences: formats.list(audiences) }),
            ]
              .filter(Boolean)
              .join(' '),
          ),
        ),
      });
    case 'oidc':
      return effect.issuer
        ? t('effects.oidcIssuer', { issuer: effect.issuer })
        : t('effects.oidc');
    case 'authorization':
      return t('effects.authorization', {
        count: effect.rules,
        defaultAction: effect.defaultAction,
      });
    case 'cors':
      return t('effects.cors', {
        origins: listOr(t, formats, effect.origins),
      });
    case 'rateLimit': {
      const limit = limitText(t, formats, effect);
      const scope = t(`rules.${effect.scope}`);
      return effect.conditional
        ? t('effects.rateLimitConditional', {
            limit,
            scope,
            conditional: t('rules.conditional'),
          })
        : t('effects.rateLimit', { limit, scope });
    }
    case 'timeout':
      return t('effects.timeout', { timeout: formatDuration(effect.request) });
    case 'retry':
      return t('effects.retry', { count: effect.attempts });
    case 'other':
      return t('effects.other', { field: effect.field });
    default:
      return t(`effects.${effect.type}`);
  }
}

function listOr(t: Translate, formats: Formats, items: string[]): string {
  return items.length > 0 ? formats.list(items) : t('missing.notStated');
}

function joined(...parts: Array<string | false>): string {
  return parts.filter(Boolean).join('; ');
}
