import ErrorOutline from '@mui/icons-material/ErrorOutline';
import HelpOutline from '@mui/icons-material/HelpOutline';
import Box from '@mui/material/Box';
import { RuleView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useFormats } from '../../hooks';
import { kindAndName } from '../../model';
import { useTranslate } from '../../translation';
import { Mono, Quiet, toneColor } from '../primitives';

/** Filters that answer by themselves, so that a rule without backends is sound. */
const ANSWERING = ['RequestRedirect', 'DirectResponse'];

/** Where a rule sends requests, and in which shares. */
export function Backends({ rule }: { rule: RuleView }) {
  const t = useTranslate();
  const formats = useFormats();
  if (rule.backends.length === 0) {
    const answering = rule.filters.find(
      filter => ANSWERING.includes(filter) || filter === 'ExtensionRef',
    );
    return (
      <Box>
        {answering
          ? t('detail.filterAnswers', { filter: answering })
          : t('detail.noBackends')}
      </Box>
    );
  }
  const total = rule.backends.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {rule.backends.map((backend, index) => {
        const share = total > 0 ? backend.weight / total : 0;
        return (
          // The same Service may be named twice.
          // eslint-disable-next-line react/no-array-index-key
          <Box component="li" key={index} sx={{ '& + &': { mt: 0.75 } }}>
            <Box
              sx={{
                display: 'flex',
                justifyContent: 'space-between',
                flexWrap: 'wrap',
                columnGap: 1,
              }}
            >
              <Mono>
                {kindAndName(backend)}
                {backend.port !== undefined && `:${backend.port}`}
              </Mono>
              <Quiet>
                {share > 0
                  ? t('detail.share', { share: formats.share(share) })
                  : t('detail.noShare')}
              </Quiet>
            </Box>
            {rule.backends.length > 1 && <ShareBar share={share} />}
            {backend.exists === 'no' && (
              <Flag tone="bad">{t('detail.missingBackend')}</Flag>
            )}
            {backend.exists === 'unknown' && (
              <Flag tone="neutral">{t('detail.unknownBackend')}</Flag>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

function ShareBar({ share }: { share: number }) {
  return (
    <Box
      aria-hidden
      sx={{
        height: 4,
        borderRadius: 2,
        mt: 0.5,
        backgroundColor: 'action.selected',
      }}
    >
      <Box
        sx={{
          height: 4,
          borderRadius: 2,
          width: `${share * 100}%`,
          backgroundColor: 'primary.main',
        }}
      />
    </Box>
  );
}

function Flag(props: { tone: 'bad' | 'neutral'; children: string }) {
  const Icon = props.tone === 'bad' ? ErrorOutline : HelpOutline;
  return (
    <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
      <Icon
        aria-hidden
        sx={{ fontSize: 16, color: theme => toneColor(theme, props.tone) }}
      />
      <Box component="span" sx={{ fontSize: '0.8125rem' }}>
        {props.children}
      </Box>
    </Box>
  );
}
