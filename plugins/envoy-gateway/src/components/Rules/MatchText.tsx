import Box from '@mui/material/Box';
import { RuleView } from '@envoy-gateway-portal/plugin-envoy-gateway-common';
import { useTranslate } from '../../translation';
import { LongText, Method, Quiet } from '../primitives';

type Match = RuleView['matches'][number];

const PATH_WORDS = {
  Exact: 'exact',
  PathPrefix: 'prefix',
  RegularExpression: 'regularExpression',
} as const;

/** What a rule matches: method, path, and how the path is compared. */
export function MatchText({ match }: { match: Match }) {
  const t = useTranslate();
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        flexWrap: 'wrap',
        alignItems: 'baseline',
        columnGap: 0.75,
        minWidth: 0,
      }}
    >
      {match.method && <Method>{match.method}</Method>}
      <Box component="span" sx={{ fontWeight: 600, minWidth: 0 }}>
        <LongText text={match.path} />
      </Box>
      <Quiet>{t(`exposures.${PATH_WORDS[match.pathType]}`)}</Quiet>
    </Box>
  );
}
