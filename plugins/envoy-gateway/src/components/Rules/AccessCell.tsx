import HelpOutline from '@mui/icons-material/HelpOutline';
import Lock from '@mui/icons-material/Lock';
import WarningAmber from '@mui/icons-material/WarningAmber';
import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useFormats } from '../../hooks';
import { AccessEffect, RuleAccess } from '../../model';
import { Translate, useTranslate } from '../../translation';
import { LongText, Quiet, toneColor, VisuallyHidden } from '../primitives';
import { Unconfirmed } from '../Verdict';

const ROW = {
  display: 'inline-flex',
  alignItems: 'flex-start',
  gap: 0.75,
} as const;

const ICON = { fontSize: 16, mt: '2px', color: 'text.secondary' } as const;

export interface AccessCellProps {
  access: RuleAccess;
  cluster: string;
}

/** Who may call a rule, in a word or two. "Anyone" is always marked: it is rarely meant. */
export function AccessCell({ access, cluster }: AccessCellProps) {
  const t = useTranslate();
  const formats = useFormats();
  const asked = access.effects.map(effect =>
    effectWord(t, items => formats.list(items), effect),
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.25 }}>
      {access.grade === 'anyone' && (
        <Tooltip title={t('access.anyoneHint')} describeChild>
          <Box component="span" sx={ROW}>
            <WarningAmber
              aria-hidden
              sx={{ ...ICON, color: theme => toneColor(theme, 'warning') }}
            />
            <span>{t('access.anyone')}</span>
            <VisuallyHidden>{t('access.anyoneHint')}</VisuallyHidden>
          </Box>
        </Tooltip>
      )}
      {access.grade === 'unknown' && (
        <Tooltip
          title={t('rules.unreadable', { kind: 'SecurityPolicy', cluster })}
          describeChild
        >
          <Box component="span" sx={ROW}>
            <HelpOutline aria-hidden sx={ICON} />
            <span>{t('access.unknown')}</span>
            <VisuallyHidden>
              {t('rules.unreadable', { kind: 'SecurityPolicy', cluster })}
            </VisuallyHidden>
          </Box>
        </Tooltip>
      )}
      {access.grade === 'noOne' && (
        <Box component="span" sx={ROW}>
          <Lock aria-hidden sx={ICON} />
          {t('access.noOne')}
        </Box>
      )}
      {access.grade !== 'noOne' &&
        asked.map((word, index) => (
          <Box component="span" sx={ROW} key={word}>
            {access.grade === 'restricted' && index === 0 && (
              <Lock
                aria-hidden
                sx={{
                  ...ICON,
                  color: theme =>
                    toneColor(
                      theme,
                      access.unconfirmed.length > 0 ? 'neutral' : 'good',
                    ),
                }}
              />
            )}
            <Box
              component="span"
              sx={{ ml: access.grade === 'restricted' && index > 0 ? 2.75 : 0 }}
            >
              <LongText text={word} plain />
            </Box>
          </Box>
        ))}
      {access.differs && <Quiet>{t('rules.differs')}</Quiet>}
      <Unconfirmed policies={access.unconfirmed} />
    </Box>
  );
}

function effectWord(
  t: Translate,
  list: (items: string[]) => string,
  effect: AccessEffect,
): string {
  switch (effect.type) {
    case 'jwt': {
      if (effect.optional) {
        return t('access.jwtOptional');
      }
      const issuers = effect.providers.map(provider => provider.name);
      return issuers.length > 0
        ? t('access.jwtFrom', { issuers: list(issuers.slice(0, 3)) })
        : t('access.jwt');
    }
    case 'oidc':
      return effect.issuer
        ? t('access.oidcFrom', { issuer: effect.issuer })
        : t('access.oidc');
    case 'authorization':
      return t('access.authorization', { count: effect.rules });
    default:
      return t(`access.${effect.type}`);
  }
}
